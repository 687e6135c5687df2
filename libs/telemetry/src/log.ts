import { AsyncLocalStorage } from 'node:async_hooks';
import { type DestinationStream, type Level, type Logger as Pino, pino } from 'pino';

/** Fields that never reach a log, wherever they stand in a logged object. */
const SECRET_FIELDS = [
  'password',
  'current_password',
  'new_password',
  'private_key',
  'passphrase',
  'totp_code',
  'token',
  'ticket',
  'api_key',
  'secret',
  'secrets',
  'authorization',
  'cookie',
];

/** Query credentials of A (`?token=`, `?ticket=`) and keys in paths stay out of every line. */
export const redactUrl = (url: string): string =>
  url.replace(/([?&](?:token|ticket|code|state)=)[^&#]*/gi, '$1[redacted]');

const requestContext = new AsyncLocalStorage<{ requestId: string }>();

/** Runs `work` so that everything logged below it carries the request's id. */
export const withRequestId = <T>(requestId: string, work: () => T): T => requestContext.run({ requestId }, work);

/** Enters the context for the rest of this asynchronous call chain. */
export const enterRequest = (requestId: string): void => requestContext.enterWith({ requestId });

export const currentRequestId = (): string | undefined => requestContext.getStore()?.requestId;

export interface LogOptions {
  level: Level | 'silent';
  destination?: DestinationStream;
}

/** JSON lines on stdout: time (ISO 8601), level, scope, request id, message. */
export const createLog = ({ level, destination }: LogOptions): Pino => {
  const options = {
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    mixin: () => requestContext.getStore() ?? {},
    redact: { paths: SECRET_FIELDS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
  };
  return destination ? pino(options, destination) : pino(options);
};

export type { Pino as Log };
