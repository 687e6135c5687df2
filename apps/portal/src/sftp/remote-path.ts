import { DomainError } from '#libs/contracts';

const MAX_LENGTH = 1024;

/**
 * A path below the storage's root, without a slash at either end; `''` is the root. What leaves the root, or could, does
 * not exist: `..`, `.`, backslashes, control characters.
 * @throws DomainError file.not_found
 */
export const relativePath = (path: string): string => {
  const parts = path.split('/').filter((part) => part !== '');
  const isBad =
    path.length > MAX_LENGTH ||
    // eslint-disable-next-line no-control-regex
    parts.some((part) => part === '.' || part === '..' || part.length > 255 || /[\u0000-\u001f\u007f\\]/.test(part));
  if (isBad) throw new DomainError('file.not_found');
  return parts.join('/');
};
