import { DomainError } from '#libs/contracts';
import type { GuardedResponse, NetGuard } from '#libs/net-guard';
import { type PageMetadata, readMetadata } from './page-metadata.js';
import { decodePage } from './page-text.js';

const MAX_PAGE_BYTES = 512 * 1024;
const MAX_REDIRECTS = 3;
export const PAGE_TIMEOUT_MS = 5_000;

const HEADERS = {
  'user-agent': 'OpenRelayPortal/1 (link preview)',
  accept: 'text/html,application/xhtml+xml',
};

/**
 * What the page at an address says of itself; reads its first half megabyte at most.
 * @throws DomainError target.*, preview.none
 */
export const fetchPage = async (guard: NetGuard, url: string, timeoutMs = PAGE_TIMEOUT_MS): Promise<PageMetadata> => {
  const response = await guard.fetch(url, {
    scope: 'outbound',
    headers: HEADERS,
    maxRedirects: MAX_REDIRECTS,
    timeoutMs,
    // One chunk may reach beyond.
    maxBytes: 4 * MAX_PAGE_BYTES,
  });
  const contentType = response.headers.get('content-type') ?? '';
  if (!response.ok || !/^\s*(text\/html|application\/xhtml\+xml)\s*(;|$)/i.test(contentType)) {
    await response.cancel();
    throw new DomainError('preview.none');
  }
  const page = readMetadata(decodePage(await beginning(response), contentType));
  if (page.title === null && page.description === null && page.image === null) throw new DomainError('preview.none');
  return page;
};

const beginning = async ({ body }: GuardedResponse): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size >= MAX_PAGE_BYTES) break;
  }
  return Buffer.concat(chunks, Math.min(size, MAX_PAGE_BYTES));
};
