import type { Duplex } from 'node:stream';
import { DomainError, type ErrorBody } from '#libs/contracts';
import { httpAnswer } from './http-answer.js';

/** How long a refused client may take to read its answer. */
const LINGER_MS = 5_000;

/** Answers an upgrade request with the error body of the REST side and closes. */
export const refuseUpgrade = (socket: Duplex, error: DomainError): void => {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const answer: ErrorBody = {
    error: error.message,
    status: error.status,
    code: error.code,
    ...(error.details === undefined ? {} : { details: error.details }),
  };
  const headers = {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
    ...(error.status === 401 && { 'WWW-Authenticate': 'Bearer' }),
    ...(error.code === 'rate.exceeded' && { 'Retry-After': '10' }),
  };
  socket.end(httpAnswer(error.status, headers, JSON.stringify(answer)));
  // Unread input would make the kernel answer with a reset and lose the body.
  socket.resume();
  const linger = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once('close', () => clearTimeout(linger));
};

/** What the application threw, as something a client may see. */
export const asDomainError = (error: unknown): DomainError =>
  error instanceof DomainError ? error : new DomainError('internal', { cause: error });
