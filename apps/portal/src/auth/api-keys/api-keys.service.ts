import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, IsNull, Repository } from 'typeorm';
import { DomainError, LIMITS } from '#libs/contracts';
import { randomToken, sha256 } from '#libs/crypto';
import { EventBus } from '#libs/events';
import { ApiKey } from '../api-key.entity.js';
import { CredentialRevoked, TokensChanged } from '../auth.events.js';
import { API_KEY_PREFIX } from '../presented-credential.js';
import type { Principal } from '../principal.js';
import type { ApiKeyListReply, ApiKeyReply, CreateApiKey, NewApiKeyReply } from './api-key.dto.js';
import { covers, requireScopes } from './scope-grant.js';

/** `portal_` and three characters: enough to tell keys apart, nothing to guess from. */
const SHOWN_CHARS = API_KEY_PREFIX.length + 3;

@Injectable()
export class ApiKeysService {
  constructor(
    @InjectRepository(ApiKey) private readonly keys: Repository<ApiKey>,
    private readonly events: EventBus,
  ) {}

  /**
   * The whole key leaves once; only its hash stays.
   * @throws DomainError request.invalid, access.scope — a key makes no key with more scopes than its own; api_key.limit
   */
  async create({ userId, scopes }: Principal, body: CreateApiKey): Promise<NewApiKeyReply> {
    const wanted = requireScopes('scopes', body.scopes ?? '*');
    const beyond = wanted.filter((scope) => !covers(scopes, scope));
    if (beyond.length > 0) throw new DomainError('access.scope', { details: { scopes: beyond } });
    const api_key = `${API_KEY_PREFIX}${randomToken()}`;
    const days = body.expires_in_days ?? null;
    return this.keys.manager.transaction(async (tx) => {
      await tx.query('SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE', [userId]);
      if ((await tx.countBy(ApiKey, { userId })) >= LIMITS.apiKeysPerUser) throw new DomainError('api_key.limit');
      const { identifiers } = await tx.insert(ApiKey, {
        userId,
        name: body.name,
        keyHash: sha256(api_key),
        keyPrefix: api_key.slice(0, SHOWN_CHARS),
        scopes: wanted.join(','),
        expiresAt: days === null ? null : new Date(Date.now() + days * 86_400_000),
      });
      await this.events.publish(TokensChanged, { user_id: userId }, tx);
      return { ...present(await tx.findOneByOrFail(ApiKey, { id: identifiers[0]!['id'] as number })), api_key };
    });
  }

  async list(userId: number): Promise<ApiKeyListReply> {
    const rows = await this.keys.find({ where: { userId }, order: { id: 'ASC' } });
    return { api_keys: rows.map(present) };
  }

  /**
   * Revoking again changes nothing.
   * @throws DomainError api_key.not_found
   */
  async revoke(userId: number, id: number): Promise<ApiKeyReply> {
    return this.keys.manager.transaction(async (tx) => {
      const { affected } = await tx.update(ApiKey, { id, userId, revokedAt: IsNull() }, { revokedAt: new Date() });
      const row = await tx.findOneBy(ApiKey, { id, userId });
      if (!row) throw new DomainError('api_key.not_found');
      if (affected) await this.ended(userId, id, tx);
      return present(row);
    });
  }

  /** @throws DomainError api_key.not_found */
  async remove(userId: number, id: number): Promise<void> {
    await this.keys.manager.transaction(async (tx) => {
      const { affected } = await tx.delete(ApiKey, { id, userId });
      if (!affected) throw new DomainError('api_key.not_found');
      await this.ended(userId, id, tx);
    });
  }

  private async ended(userId: number, id: number, tx: EntityManager): Promise<void> {
    await this.events.publish(CredentialRevoked, { user_id: userId, credential: `api-key:${id}`, except: null }, tx);
    await this.events.publish(TokensChanged, { user_id: userId }, tx);
  }
}

const present = (row: ApiKey): ApiKeyReply => ({
  id: row.id,
  name: row.name,
  key_prefix: row.keyPrefix,
  scopes: row.scopes,
  expires_at: row.expiresAt?.toISOString() ?? null,
  created_at: row.createdAt.toISOString(),
  last_used_at: row.lastUsedAt?.toISOString() ?? null,
  revoked: row.revokedAt !== null,
  revoked_at: row.revokedAt?.toISOString() ?? null,
});
