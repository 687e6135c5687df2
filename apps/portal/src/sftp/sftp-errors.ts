import { DomainError } from '#libs/contracts';

/** SSH_FXP_STATUS codes of version 3 (draft-ietf-secsh-filexfer-02 §7). */
const NO_SUCH_FILE = 2;
const PERMISSION_DENIED = 3;
const FAILURE = 4;
const OP_UNSUPPORTED = 8;

/** What an SFTP server answered, as a row of the error table. `failure` is what its unspecific "failure" means here. */
export const asStorageError = (
  cause: Error & { code?: unknown },
  failure:
    'storage.no_space' | 'file.exists' | 'file.not_empty' | 'file.is_folder' | 'storage.denied' = 'storage.denied',
): DomainError => {
  if (cause instanceof DomainError) return cause;
  switch (cause.code) {
    case NO_SUCH_FILE:
      return new DomainError('file.not_found', { cause });
    case PERMISSION_DENIED:
    case OP_UNSUPPORTED:
      return new DomainError('storage.denied', { cause });
    case FAILURE:
      return new DomainError(failure, { cause });
    default:
      return new DomainError('target.unreachable', { cause, text: 'The connection to the storage was lost.' });
  }
};
