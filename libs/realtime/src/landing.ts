import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/**
 * Where the bytes of all sockets arrive, one read after the other: a read is over before the next begins. Memory that
 * is used again stays in the processor's cache, and nobody collects it; a TLS record holds 16 KiB at most.
 */
export const LANDING = Buffer.allocUnsafeSlow(64 * 1024);

/**
 * Has what the socket reads put into `LANDING` instead of memory of its own; `take` gets how much it was, and answers whether
 * to read on. A pause stops reading as ever, but what was decrypted already still comes. Returns false, and changes nothing, where
 * this Node offers no such thing: then there are `data` events.
 *
 * It is what Node's `onread` does, an option for sockets that connect; those that were accepted have the same inside.
 */
export const landOf = (socket: Duplex, take: (bytes: number) => boolean): boolean => {
  const { _handle: handle } = socket as unknown as { _handle?: { useUserBuffer?(buffer: Buffer): void } | null };
  if (!INNER || !(INNER.buffer in socket) || typeof handle?.useUserBuffer !== 'function') return false;
  Object.assign(socket, { [INNER.buffer]: LANDING, [INNER.callback]: take });
  handle.useUserBuffer(LANDING);
  return true;
};

/** Under which properties a socket keeps its `onread`. */
const INNER = ((): { buffer: symbol; callback: symbol } | undefined => {
  const callback = (): boolean => true;
  const socket = new Socket({ onread: { buffer: LANDING, callback } } as never) as unknown as Record<symbol, unknown>;
  const keyOf = (value: unknown): symbol | undefined =>
    Object.getOwnPropertySymbols(socket).find((key) => socket[key] === value);
  const [buffer, called] = [keyOf(LANDING), keyOf(callback)];
  return buffer && called && { buffer, callback: called };
})();
