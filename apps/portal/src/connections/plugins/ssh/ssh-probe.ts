import { addAbortSignal, type Readable } from 'node:stream';
import { DomainError } from '#libs/contracts';
import type { ProbeContext, ProbeResult } from '../../connection-plugin.js';

/** A greeting may be preceded by banner lines (RFC 4253 §4.2); more than this is not an SSH server. */
const MAX_GREETING_BYTES = 16 * 1024;

/** Dials and reads the server's identification line; nothing is sent. */
export const probeSsh = async ({ dial, signal }: ProbeContext): Promise<ProbeResult> => {
  const started = performance.now();
  const socket = await dial();
  const ident = await readIdent(addAbortSignal(signal, socket)).catch((cause: unknown) => {
    throw new DomainError(signal.aborted ? 'target.timeout' : 'target.protocol', { cause });
  });
  if (ident === undefined) throw new DomainError('target.protocol');
  return { healthy: true, latency_ms: Math.round(performance.now() - started), detail: ident };
};

/** Leaving the loop destroys the socket. */
const readIdent = async (socket: Readable): Promise<string | undefined> => {
  let seen = '';
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    seen += chunk.toString('latin1');
    const line = /^SSH-\d[^\r\n]{0,252}(?=\r?\n)/m.exec(seen);
    if (line || seen.length > MAX_GREETING_BYTES) return line?.[0];
  }
  return undefined;
};
