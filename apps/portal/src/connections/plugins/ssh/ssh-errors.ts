import { DomainError } from '#libs/contracts';

/** SSH_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE and _PROTOCOL_ERROR, which OpenSSH sends for too many attempts (RFC 4253 §11.1). */
const AUTH_REASONS = [2, 14];

type SshError = Error & { level?: string; code?: unknown };

/** What ssh2 reports while a session opens, as a row of the error table. */
export const asTargetError = (cause: SshError): DomainError => {
  if (cause instanceof DomainError) return cause;
  switch (cause.level) {
    case 'client-authentication':
      return new DomainError('target.auth_failed', { cause });
    case 'client-timeout':
      return new DomainError('target.timeout', { cause });
    case 'client-socket':
      return new DomainError('target.unreachable', { cause });
    default:
      if (AUTH_REASONS.includes(cause.code as number) && /authentication/i.test(cause.message))
        return new DomainError('target.auth_failed', { text: 'The server allows no more attempts.', cause });
      return new DomainError('target.protocol', { cause });
  }
};

/** Why an open session ended without an exit status. */
export const asLostConnection = (cause: SshError): DomainError =>
  cause.level === 'client-timeout'
    ? new DomainError('target.timeout', { text: 'The server no longer answers.', cause })
    : new DomainError('target.unreachable', { text: 'The connection to the server was lost.', cause });
