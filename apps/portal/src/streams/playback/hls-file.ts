import { STATUS_CODES } from 'node:http';
import type { DomainError } from '#libs/contracts';
import { errorBody } from '../../boundary/domain-error.filter.js';
import type { HlsReply } from '../nodes/media-client.js';

/** How an answer may be kept on its way: by all caches for all who know the address, or by whoever was let in. */
export type Admitted = 'open' | 'closed';

interface Response {
  status: number;
  /** Names and values by turns. */
  headers: string[];
  body: Buffer;
}

/** An answer, made once and sent any number of times. */
export class HlsFile {
  readonly contentType: string;
  readonly body: Buffer;
  private readonly isImmutable: boolean;
  private readonly made: Partial<Record<Admitted, { headers: string[]; wire?: Buffer }>> = {};

  constructor({ contentType, body, isImmutable }: Omit<HlsReply, 'status'>) {
    this.contentType = contentType;
    this.body = body;
    this.isImmutable = isImmutable;
  }

  /** What it takes in memory. */
  get bytes(): number {
    return 2 * this.body.length;
  }

  /** Names and values by turns. */
  headers(admitted: Admitted): string[] {
    return this.of(admitted).headers;
  }

  /** The whole response of HTTP/1.1, with the date it was made at. */
  wire(admitted: Admitted): Buffer {
    const made = this.of(admitted);
    return (made.wire ??= wireOf({ status: 200, headers: made.headers, body: this.body }));
  }

  private of(admitted: Admitted): { headers: string[]; wire?: Buffer } {
    return (this.made[admitted] ??= { headers: headersOf(this, this.cacheControl(admitted)) });
  }

  private cacheControl(admitted: Admitted): string {
    if (admitted === 'open') return this.isImmutable ? 'public, max-age=300, immutable' : 'no-cache';
    return this.isImmutable ? 'private, max-age=300, immutable' : 'private, no-cache';
  }
}

/** A refusal in the format of the API. */
export const refusalOf = (error: DomainError): Response => {
  const body = Buffer.from(JSON.stringify(errorBody(error)));
  const headers = headersOf({ contentType: 'application/json; charset=utf-8', body }, 'no-store');
  const { retry_after: wait } = (error.details ?? {}) as { retry_after?: number };
  if (wait !== undefined) headers.push('retry-after', String(wait));
  return { status: error.status, headers, body };
};

/** A response of HTTP/1.1 as it is sent. */
export const wireOf = ({ status, headers, body }: Response): Buffer => {
  const date = new Date().toUTCString();
  let head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ndate: ${date}\r\nconnection: keep-alive\r\n`;
  for (let at = 0; at < headers.length; at += 2) head += `${headers[at]}: ${headers[at + 1]}\r\n`;
  return Buffer.concat([Buffer.from(`${head}\r\n`, 'latin1'), body]);
};

const headersOf = ({ contentType, body }: { contentType: string; body: Buffer }, cacheControl: string): string[] => [
  ...['content-type', contentType],
  ...['content-length', String(body.length)],
  ...['cache-control', cacheControl],
  ...['access-control-allow-origin', '*'],
  ...['cross-origin-resource-policy', 'cross-origin'],
  ...['x-content-type-options', 'nosniff'],
];
