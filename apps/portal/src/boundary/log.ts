import type { LoggerService } from '@nestjs/common';
import type { Log } from '#libs/telemetry';

/** The process's log, for injection. */
export const LOG = Symbol('log');

/** The application's metrics, for injection. */
export const METRICS = Symbol('metrics');

/** Nest's own logger and `new Logger(scope)` of the features, on ours. */
export class NestLog implements LoggerService {
  constructor(private readonly target: Log) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  private write(level: 'error' | 'warn' | 'info' | 'debug' | 'trace', message: unknown, rest: unknown[]): void {
    const scope = rest.at(-1);
    const fields = { scope, ...(rest.length > 1 && { stack: rest[0] }) };
    if (message instanceof Error) this.target[level]({ ...fields, err: message }, message.message);
    else if (typeof message === 'object') this.target[level]({ ...fields, ...message });
    else this.target[level](fields, String(message));
  }
}
