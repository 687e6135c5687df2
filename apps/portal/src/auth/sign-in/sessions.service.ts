import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, MoreThan, Repository } from 'typeorm';
import { DomainError } from '#libs/contracts';
import { randomToken } from '#libs/crypto';
import { EventBus } from '#libs/events';
import type { ClientInfo } from '../../boundary/access.js';
import { CredentialRevoked, TokensChanged } from '../auth.events.js';
import { credentialKey, type Principal } from '../principal.js';
import { Session } from '../session.entity.js';
import { SessionToken } from '../session-token.js';
import type { TokenListReply } from './token.dto.js';

export type SignInMethod = 'password' | 'passkey' | 'oidc' | 'setup';

export interface OpenedSession {
  token: string;
  expiresAt: Date;
}

const SESSION_DAYS = 30;
/** The oldest goes when a user signs in once more. */
const SESSIONS_PER_USER = 100;
const ID_BYTES = 16;

/** The sign-ins of users: opening, listing, ending. */
@Injectable()
export class SessionsService {
  constructor(
    @InjectRepository(Session) private readonly sessions: Repository<Session>,
    private readonly token: SessionToken,
    private readonly events: EventBus,
  ) {}

  /** Takes part in the caller's transaction. */
  async open(userId: number, client: ClientInfo, method: SignInMethod, tx: EntityManager): Promise<OpenedSession> {
    const id = randomToken(ID_BYTES);
    const expiresAt = new Date(Date.now() + SESSION_DAYS * 86_400_000);
    await tx.insert(Session, { id, userId, expiresAt, ip: client.ip, userAgent: client.userAgent, method });
    await this.dropOldest(userId, tx);
    await this.events.publish(TokensChanged, { user_id: userId }, tx);
    return { token: this.token.sign({ sub: String(userId), jti: id }, expiresAt), expiresAt };
  }

  async list({ userId, credential }: Principal): Promise<TokenListReply> {
    const rows = await this.sessions.find({
      where: { userId, expiresAt: MoreThan(new Date()) },
      order: { createdAt: 'DESC' },
    });
    const currentId = credential.kind === 'session' ? credential.id : undefined;
    return {
      tokens: rows.map((row) => ({
        id: row.id,
        token_id: row.id,
        created_at: row.createdAt.toISOString(),
        expires_at: row.expiresAt.toISOString(),
        last_used_at: row.lastUsedAt?.toISOString() ?? null,
        ip: row.ip,
        user_agent: row.userAgent,
        method: row.method,
        current: row.id === currentId,
      })),
    };
  }

  /** @throws DomainError token.not_found */
  async revoke(userId: number, id: string): Promise<void> {
    if (!(await this.end(userId, id))) throw new DomainError('token.not_found');
  }

  /** Ends the session the request came with, if it came with one. */
  async signOut(principal: Principal | null): Promise<void> {
    if (principal?.credential.kind === 'session') await this.end(principal.userId, principal.credential.id);
  }

  /** Ends all sessions of the caller but the one it calls with. */
  async endOthers(principal: Principal, tx: EntityManager): Promise<void> {
    const { userId, credential } = principal;
    const kept = credential.kind === 'session' ? credential.id : '';
    await tx
      .createQueryBuilder()
      .delete()
      .from(Session)
      .where('user_id = :userId AND id <> :kept', { userId, kept })
      .execute();
    const revocation = { user_id: userId, credential: null, except: credentialKey(principal) };
    await this.events.publish(CredentialRevoked, revocation, tx);
    await this.events.publish(TokensChanged, { user_id: userId }, tx);
  }

  /** Ends everything the user has open. */
  async endAll(userId: number, tx: EntityManager): Promise<void> {
    await tx.delete(Session, { userId });
    await this.events.publish(CredentialRevoked, { user_id: userId, credential: null, except: null }, tx);
    await this.events.publish(TokensChanged, { user_id: userId }, tx);
  }

  private end(userId: number, id: string): Promise<boolean> {
    return this.sessions.manager.transaction(async (tx) => {
      const { affected } = await tx.delete(Session, { id, userId });
      if (affected) await this.revoked(userId, [id], tx);
      return affected === 1;
    });
  }

  private async dropOldest(userId: number, tx: EntityManager): Promise<void> {
    const surplus = await tx.find(Session, {
      select: { id: true },
      where: { userId },
      order: { createdAt: 'DESC' },
      skip: SESSIONS_PER_USER,
    });
    if (surplus.length === 0) return;
    const ids = surplus.map(({ id }) => id);
    await tx.delete(Session, ids);
    await this.revoked(userId, ids, tx);
  }

  private async revoked(userId: number, ids: string[], tx: EntityManager): Promise<void> {
    for (const id of ids) {
      await this.events.publish(CredentialRevoked, { user_id: userId, credential: `session:${id}`, except: null }, tx);
    }
    await this.events.publish(TokensChanged, { user_id: userId }, tx);
  }
}
