import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, Repository } from 'typeorm';
import { PortalConfig } from '#libs/config';
import { DomainError, LIMITS } from '#libs/contracts';
import { AccountsService, isUsername, type User } from '../../users/index.js';
import { ExternalIdentity } from '../external-identity.entity.js';
import { Passkey } from '../passkey.entity.js';
import type { IdentityListReply } from './oidc.dto.js';
import type { OidcPerson } from './oidc-client.js';

const NAME_ATTEMPTS = 20;

/** Which account a provider's subject signs in to. An e-mail address never decides it: nobody here has verified one. */
@Injectable()
export class IdentitiesService {
  constructor(
    @InjectRepository(ExternalIdentity) private readonly identities: Repository<ExternalIdentity>,
    private readonly accounts: AccountsService,
    private readonly config: PortalConfig,
  ) {}

  async list(userId: number): Promise<IdentityListReply> {
    const rows = await this.identities.find({ where: { userId }, order: { id: 'ASC' } });
    return {
      identities: rows.map(({ id, issuer, createdAt }) => ({ id, issuer, created_at: createdAt.toISOString() })),
    };
  }

  /**
   * The account of the person, made now if the configuration allows that.
   * @throws DomainError oidc.no_account, setup.required
   */
  accountOf(person: OidcPerson): Promise<User> {
    return this.alone(person, async (tx) => {
      const known = await tx.findOneBy(ExternalIdentity, { issuer: person.issuer, subject: person.subject });
      const user = known ? await this.accounts.get(known.userId, tx) : await this.signUp(person, tx);
      const isPromoted = user.role !== 'admin' && this.isAdmin(person);
      return isPromoted ? this.accounts.update(user.id, { role: 'admin' }, tx) : user;
    });
  }

  /**
   * Linking again changes nothing.
   * @throws DomainError oidc.linked — to another account
   */
  async link(userId: number, person: OidcPerson): Promise<void> {
    await this.alone(person, async (tx) => {
      const known = await tx.findOneBy(ExternalIdentity, { issuer: person.issuer, subject: person.subject });
      if (known && known.userId !== userId) throw new DomainError('oidc.linked');
      if (!known) await this.store(userId, person, tx);
    });
  }

  /** @throws DomainError identity.not_found, identity.last — nothing else would sign in to the account */
  async unlink(userId: number, id: number): Promise<void> {
    await this.identities.manager.transaction(async (tx) => {
      await tx.query('SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE', [userId]);
      const linked = await tx.findBy(ExternalIdentity, { userId });
      if (!linked.some((identity) => identity.id === id)) throw new DomainError('identity.not_found');
      const { passwordHash } = await this.accounts.get(userId, tx);
      const isLast = passwordHash === null && linked.length === 1 && !(await tx.existsBy(Passkey, { userId }));
      if (isLast) throw new DomainError('identity.last');
      await tx.delete(ExternalIdentity, { id, userId });
    });
  }

  private async signUp(person: OidcPerson, tx: EntityManager): Promise<User> {
    if (!this.config.get('OIDC_ALLOW_SIGNUP')) throw new DomainError('oidc.no_account');
    if ((await this.accounts.count(tx)) === 0) throw new DomainError('setup.required');
    const username = await this.freeName(person.names, tx);
    const user = await this.accounts.create({ username, passwordHash: null }, tx);
    await this.store(user.id, person, tx);
    return user;
  }

  private async freeName(names: string[], tx: EntityManager): Promise<string> {
    const wanted = names.map(asUsername).find(isUsername) ?? 'user';
    for (let attempt = 0; attempt < NAME_ATTEMPTS; attempt++) {
      const suffix = attempt === 0 ? '' : `-${randomInt(10 ** Math.min(attempt + 1, 9))}`;
      const candidate = `${wanted.slice(0, LIMITS.username.max - suffix.length)}${suffix}`;
      if (isUsername(candidate) && !(await this.accounts.findByName(candidate, tx))) return candidate;
    }
    throw new DomainError('user.name_taken');
  }

  private isAdmin({ groups }: OidcPerson): boolean {
    const adminGroup = this.config.get('OIDC_ADMIN_GROUP');
    return adminGroup !== undefined && groups.includes(adminGroup);
  }

  private async store(userId: number, { issuer, subject }: OidcPerson, tx: EntityManager): Promise<void> {
    await tx.insert(ExternalIdentity, { userId, issuer, subject });
  }

  /** A subject that comes twice at the same moment makes one account. */
  private alone<T>({ issuer, subject }: OidcPerson, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.identities.manager.transaction(async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`${issuer} ${subject}`]);
      return work(tx);
    });
  }
}

const asUsername = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '')
    .slice(0, LIMITS.username.max);
