import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { DomainError, parseScopes } from '#libs/contracts';
import { sha256 } from '#libs/crypto';
import { CredentialRows, type CredentialRow } from './credential-rows.js';
import { presentedCredential, type CredentialSource } from './presented-credential.js';
import { type Credential, credentialKey, type Principal } from './principal.js';
import { SessionToken } from './session-token.js';

export interface AuthenticateOptions {
  /** Takes `?ticket=`: only for upgrades. */
  tickets?: boolean;
}

const FULL_ACCESS = ['*'];

/** The one way a caller becomes known: session, then API key, then ticket; one database round trip. */
@Injectable()
export class Authenticator implements OnModuleDestroy {
  private readonly log = new Logger('auth');
  private readonly touching = new Map<string, Promise<void>>();

  constructor(
    private readonly token: SessionToken,
    private readonly rows: CredentialRows,
  ) {}

  /**
   * Null when no credential was presented. Whether a cookie's request may write is the boundary's to ask (`requireSameOrigin`).
   * @throws DomainError auth.expired — not, or no longer, good; account.disabled
   */
  async authenticate(
    source: CredentialSource,
    { tickets = false }: AuthenticateOptions = {},
  ): Promise<Principal | null> {
    const presented = presentedCredential(source, { tickets });
    if (!presented) return null;
    switch (presented.kind) {
      case 'session': {
        const claims = await this.token.verify(presented.token);
        const row = claims && (await this.rows.findSession(claims.jti));
        return this.admit(row, () => ({ kind: 'session', id: claims!.jti, cookie: presented.cookie }));
      }
      case 'api-key': {
        const row = await this.rows.findApiKey(sha256(presented.key));
        return this.admit(row, ({ keyId }) => ({ kind: 'api-key', id: keyId }));
      }
      case 'ticket': {
        const row = await this.rows.takeTicket(sha256(presented.ticket));
        return this.admit(row, ({ sessionId, keyId }) => ({
          kind: 'ticket',
          of: sessionId === null ? { kind: 'api-key', id: keyId } : { kind: 'session', id: sessionId },
        }));
      }
    }
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.touching.values());
  }

  private admit<T extends CredentialRow>(row: T | undefined, credentialOf: (row: T) => Credential): Principal {
    if (!row) throw new DomainError('auth.expired');
    if (row.disabled) throw new DomainError('account.disabled');
    const principal: Principal = {
      userId: row.id,
      username: row.username,
      role: row.role,
      scopes: row.keyScopes === null ? FULL_ACCESS : parseScopes(row.keyScopes),
      userScopes: parseScopes(row.scopes),
      profile: row,
      credential: credentialOf(row),
    };
    if (row.stale) this.touch(principal);
    return principal;
  }

  /** Not awaited: the caller's answer does not depend on it. */
  private touch(principal: Principal): void {
    const key = credentialKey(principal);
    if (principal.credential.kind === 'ticket' || this.touching.has(key)) return;
    const touched = this.rows
      .touch(principal.credential)
      .catch((error: unknown) => this.log.warn(error))
      .finally(() => this.touching.delete(key));
    this.touching.set(key, touched);
  }
}
