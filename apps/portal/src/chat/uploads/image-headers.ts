/** Nothing in an image may run or load, and what stands under a name never changes. */
export const IMAGE_HEADERS = {
  'content-security-policy': `sandbox; default-src 'none'`,
  'x-content-type-options': 'nosniff',
  'content-disposition': 'inline',
  'cache-control': 'private, max-age=31536000, immutable',
};

/** Whether `If-None-Match` (RFC 9110 §13.1.2) has the image's tag, which is its name. */
export const isUnchanged = (name: string, known = ''): boolean =>
  known.split(',').some((tag) => tag.trim().replace(/^W\//, '') === `"${name}"`);
