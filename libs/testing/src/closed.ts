import type { Duplex } from 'node:stream';

/** Resolves when it is closed, by a reset too: `once(stream, 'close')` rejects when an error comes first. */
export const closed = (stream: Duplex): Promise<void> =>
  stream.closed ? Promise.resolve() : new Promise((resolve) => void stream.once('close', () => resolve()));
