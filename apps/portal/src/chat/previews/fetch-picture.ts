import { DomainError, LIMITS } from '#libs/contracts';
import type { NetGuard } from '#libs/net-guard';
import type { ImageCodec } from '../uploads/index.js';

const TIMEOUT_MS = 2_000;
const MAX_REDIRECTS = 3;
const FRAME = { maxSide: 480, isStill: true };

/**
 * A page's picture as a small WebP.
 * @throws DomainError target.*, preview.none, upload.not_image, upload.limit
 */
export const fetchPicture = async (guard: NetGuard, codec: ImageCodec, url: string): Promise<Buffer> => {
  const response = await guard.fetch(url, {
    scope: 'outbound',
    headers: { accept: 'image/webp,image/png,image/jpeg,image/gif' },
    maxRedirects: MAX_REDIRECTS,
    timeoutMs: TIMEOUT_MS,
    maxBytes: LIMITS.imageBytes,
  });
  if (!response.ok) {
    await response.cancel();
    throw new DomainError('preview.none');
  }
  return (await codec.encode(await response.bytes(), FRAME)).content;
};
