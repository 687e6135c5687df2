import type { ApiError } from '../../shared/api/api-error.js';

/** Fingerprints as `ssh-keygen -lf` prints them. */
export interface ChangedKey {
  pinned: string;
  fingerprint: string;
}

/** Both keys of a refusal for another key than before; undefined for every other failure. */
export const changedKey = ({ code, details }: ApiError): ChangedKey | undefined => {
  if (code !== 'hostkey.changed' || typeof details !== 'object' || details === null) return undefined;
  const { pinned, fingerprint } = details as Partial<Record<string, unknown>>;
  return typeof pinned === 'string' && typeof fingerprint === 'string' ? { pinned, fingerprint } : undefined;
};
