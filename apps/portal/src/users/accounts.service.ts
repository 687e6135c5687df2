import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull, QueryFailedError } from 'typeorm';
import { DomainError, type Role } from '#libs/contracts';
import { EventBus } from '#libs/events';
import { findByName } from './profile.service.js';
import { User } from './user.entity.js';
import { UserChanged, UserDeleted, UserDisabled } from './users.events.js';

export interface NewAccount {
  username: string;
  /** argon2id in PHC form, or null for accounts that sign in otherwise. */
  passwordHash: string | null;
  role?: Role;
  scopes?: string;
}

export interface AccountChanges {
  role?: Role | undefined;
  scopes?: string | undefined;
  disabled?: boolean | undefined;
}

export interface AccountFilter {
  /** Part of the user name or nickname. */
  q: string;
  limit: number;
  offset: number;
}

const UNIQUE_VIOLATION = '23505';

/** Accounts as rows: who exists, with which rights. Methods that write take part in the caller's transaction. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly events: EventBus,
  ) {}

  find(id: number, tx: EntityManager = this.dataSource.manager): Promise<User | null> {
    return tx.findOneBy(User, { id });
  }

  /** @throws DomainError user.not_found */
  async get(id: number, tx: EntityManager = this.dataSource.manager): Promise<User> {
    const user = await this.find(id, tx);
    if (!user) throw new DomainError('user.not_found');
    return user;
  }

  findByName(username: string, tx: EntityManager = this.dataSource.manager): Promise<User | null> {
    return findByName(tx, username);
  }

  async list({ q, limit, offset }: AccountFilter): Promise<{ users: User[]; total: number }> {
    const pattern = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
    const [users, total] = await this.dataSource.manager
      .createQueryBuilder(User, 'u')
      .where('u.username ILIKE :pattern OR u.nickname ILIKE :pattern', { pattern })
      .orderBy('u.id')
      .take(limit)
      .skip(offset)
      .getManyAndCount();
    return { users, total };
  }

  /** Without disabled accounts. */
  async idsOfRole(role: Role): Promise<number[]> {
    const where = { role, disabledAt: IsNull() };
    const users = await this.dataSource.manager.find(User, { select: { id: true }, where });
    return users.map(({ id }) => id);
  }

  /** Of all who can sign in. */
  async idsOfEnabled(): Promise<number[]> {
    const users = await this.dataSource.manager.find(User, { select: { id: true }, where: { disabledAt: IsNull() } });
    return users.map(({ id }) => id);
  }

  count(tx: EntityManager = this.dataSource.manager): Promise<number> {
    return tx.count(User);
  }

  /** @throws DomainError user.name_taken */
  async create(account: NewAccount, tx: EntityManager): Promise<User> {
    const { identifiers } = await tx.insert(User, account).catch((error: unknown) => {
      const isTaken =
        error instanceof QueryFailedError && (error.driverError as { code?: string }).code === UNIQUE_VIOLATION;
      throw isTaken ? new DomainError('user.name_taken', { cause: error }) : error;
    });
    const id = identifiers[0]!['id'] as number;
    await this.events.publish(UserChanged, { id }, tx);
    return this.get(id, tx);
  }

  /** @throws DomainError user.not_found, user.last_admin */
  async update(id: number, { disabled, ...rights }: AccountChanges, tx: EntityManager): Promise<User> {
    await this.keepAnAdmin(id, tx, () => disabled === true || (rights.role !== undefined && rights.role !== 'admin'));
    const user = await this.get(id, tx);
    const disabledAt = disabled === undefined ? user.disabledAt : disabled ? (user.disabledAt ?? new Date()) : null;
    await tx.update(User, { id }, { role: rights.role ?? user.role, scopes: rights.scopes ?? user.scopes, disabledAt });
    await this.events.publish(UserChanged, { id }, tx);
    if (disabledAt && !user.disabledAt) await this.events.publish(UserDisabled, { id }, tx);
    return this.get(id, tx);
  }

  /** @throws DomainError user.not_found, user.last_admin */
  async remove(id: number, tx: EntityManager): Promise<void> {
    await this.keepAnAdmin(id, tx, () => true);
    const { affected } = await tx.delete(User, { id });
    if (!affected) throw new DomainError('user.not_found');
    await this.events.publish(UserDeleted, { id }, tx);
  }

  /** Locks the administrators' rows, so that two of them cannot remove each other at once. */
  private async keepAnAdmin(id: number, tx: EntityManager, ceases: () => boolean): Promise<void> {
    if (!ceases()) return;
    const admins = await tx
      .createQueryBuilder(User, 'u')
      .where(`u.role = 'admin' AND u.disabled_at IS NULL`)
      .orderBy('u.id')
      .setLock('for_no_key_update')
      .getMany();
    if (admins.length === 1 && admins[0]!.id === id) throw new DomainError('user.last_admin');
  }
}
