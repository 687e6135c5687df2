import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { httpAnswer } from '#libs/realtime';

/** A request that takes its time is ended when nothing moves for so long. */
const IDLE_MS = 120_000;

const unhurried = new WeakSet<Socket>();

/** The body may take longer than requests may, as long as it keeps coming. */
export const takeTime = ({ raw }: FastifyRequest): void => {
  unhurried.add(raw.socket);
  raw.once('close', () => unhurried.delete(raw.socket));
  raw.setTimeout(IDLE_MS, () => raw.destroy());
};

/**
 * What Node cannot read as HTTP, or what took too long. Node tells of a late request once: who is let go on here is not
 * asked again.
 */
export const answerClientError = (error: Error & { code?: string }, socket: Socket): void => {
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && unhurried.has(socket)) return;
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (socket.writable) {
    const status = STATUSES[error.code ?? ''] ?? 400;
    const body = JSON.stringify({ error: STATUS_CODES[status], status, code: 'request.invalid' });
    socket.write(httpAnswer(status, { 'Content-Type': 'application/json' }, body));
  }
  socket.destroy(error);
};

const STATUSES: Record<string, number> = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431 };
