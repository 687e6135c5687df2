import { Readable } from 'node:stream';
import type { RequestInit, Response } from 'undici';
import { DomainError } from '#libs/contracts';

export interface Hop {
  url: URL;
  method: string;
  headers: Headers;
  body: RequestInit['body'];
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const PRIVATE_HEADERS = ['authorization', 'cookie', 'proxy-authorization', 'host'];
const BODY_HEADERS = ['content-encoding', 'content-language', 'content-location', 'content-type', 'content-length'];

/**
 * Where a response sends the request next, or undefined when it is not a redirect. Follows the fetch standard: POST becomes
 * GET for 301–303, and another origin gets no credentials.
 * @throws DomainError target.protocol
 */
export function nextHop(hop: Hop, response: Response, httpsOnly: boolean): Hop | undefined {
  const location = response.headers.get('location');
  if (!REDIRECTS.has(response.status) || location === null) return undefined;
  if (!URL.canParse(location, hop.url.href)) throw refused('location');
  const url = new URL(location, hop.url);
  if (httpsOnly && hop.url.protocol === 'https:' && url.protocol !== 'https:') throw refused('downgrade');

  const headers = new Headers(hop.headers);
  if (url.origin !== hop.url.origin) for (const name of PRIVATE_HEADERS) headers.delete(name);
  const dropsBody = response.status === 303 ? hop.method !== 'HEAD' : response.status <= 302 && hop.method === 'POST';
  if (dropsBody) {
    for (const name of BODY_HEADERS) headers.delete(name);
    return { url, method: 'GET', headers, body: undefined };
  }
  if (hop.body instanceof ReadableStream || hop.body instanceof Readable) throw refused('stream_redirected');
  return { ...hop, url, headers };
}

const refused = (reason: string): DomainError => new DomainError('target.protocol', { details: { reason } });
