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

/** Query credentials of A (`?token=`, `?ticket=`), what people search for and link to, stream keys, and names that open an image or a session stay out of every line. */
export const redactUrl = (url: string): string =>
  url
    .replace(/([?&](?:token|ticket|code|state|q|url|share|v)=)[^&#]*/gi, '$1[redacted]')
    .replace(/\b(live|rtmp|view)_[\w-]{16,}/g, '$1_[redacted]')
    .replace(/(\/webrtc\/wh[ei]p\/)[^/?#]+/g, '$1[redacted]')
    .replace(/^(\/static\/(?:uploads\/chat|previews)\/)[^?#]+/, '$1[redacted]');

/** Libraries hang whole connections on their errors; a line has what a reader needs. */
const describeError = (error: unknown): unknown =>
  error instanceof Error
    ? {
        type: error.name,
        message: error.message,
        stack: error.stack,
        ...('code' in error && { code: error.code }),
        ...(error.cause !== undefined && { cause: describeError(error.cause) }),
      }
    : error;

export interface LogOptions {
  level: Level | 'silent';
  destination?: DestinationStream;
}

/** JSON lines on stdout: time (ISO 8601), level, scope, message; lines of a request carry `requestId`, as its answer does. */
export const createLog = ({ level, destination }: LogOptions): Pino => {
  const options = {
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError },
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: SECRET_FIELDS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
  };
  return destination ? pino(options, destination) : pino(options);
};

export type { Pino as Log };
