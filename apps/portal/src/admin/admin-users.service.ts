import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { isScope } from '#libs/contracts';
import { AuditLog } from '../audit/index.js';
import { PasswordService, type Principal, requireScopes, SessionsService, TwoFactorService } from '../auth/index.js';
import { AccountsService, type User } from '../users/index.js';
import type { AdminUserListReply, AdminUserReply, CreateUser, UpdateUser, UserFilter } from './admin-users.dto.js';

/** What administrators do to accounts; all of it is in the audit log. Whatever takes rights away ends what the account has open. */
@Injectable()
export class AdminUsersService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: AccountsService,
    private readonly passwords: PasswordService,
    private readonly sessions: SessionsService,
    private readonly twoFactor: TwoFactorService,
    private readonly audit: AuditLog,
  ) {}

  async list({ q = '', limit, offset }: UserFilter): Promise<AdminUserListReply> {
    const { users, total } = await this.accounts.list({ q, limit, offset });
    return { users: users.map(present), total, limit, offset };
  }

  /** @throws DomainError user.not_found */
  async get(id: number): Promise<AdminUserReply> {
    return present(await this.accounts.get(id));
  }

  /** @throws DomainError user.name_taken, request.invalid */
  async create(by: Principal, { username, password, role, scopes }: CreateUser): Promise<AdminUserReply> {
    const rights = { ...(role && { role }), ...(scopes !== undefined && { scopes: accessScopes(scopes) }) };
    const passwordHash = await this.passwords.hashStrong('password', password, username);
    return this.dataSource.transaction(async (tx) => {
      const user = await this.accounts.create({ username, passwordHash, ...rights }, tx);
      await this.record(by, 'user.created', user, tx, { role: user.role, scopes: user.scopes });
      return present(user);
    });
  }

  /** @throws DomainError user.not_found, user.last_admin, request.invalid */
  async update(by: Principal, id: number, { role, disabled, scopes }: UpdateUser): Promise<AdminUserReply> {
    const changes = { role, disabled, scopes: scopes === undefined ? undefined : accessScopes(scopes) };
    return this.dataSource.transaction(async (tx) => {
      const before = await this.accounts.get(id, tx);
      const user = await this.accounts.update(id, changes, tx);
      if (disabled) await this.sessions.endAll(id, tx);
      await this.recordChanges(by, before, user, tx);
      return present(user);
    });
  }

  /** @throws DomainError user.not_found, request.invalid */
  async resetPassword(by: Principal, id: number, password: string): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      await this.passwords.reset(id, password, tx);
      await this.record(by, 'user.password_reset', await this.accounts.get(id, tx), tx);
    });
  }

  /** @throws DomainError user.not_found */
  async resetTwoFactor(by: Principal, id: number): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const user = await this.accounts.get(id, tx);
      await this.twoFactor.reset(id, tx);
      await this.record(by, 'user.totp_reset', user, tx);
    });
  }

  /** @throws DomainError user.not_found, user.last_admin */
  async remove(by: Principal, id: number): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const user = await this.accounts.get(id, tx);
      // First: whoever deletes the own account is no longer there to be named afterwards.
      await this.record(by, 'user.deleted', user, tx, { role: user.role });
      await this.accounts.remove(id, tx);
    });
  }

  private async recordChanges(by: Principal, before: User, after: User, tx: EntityManager): Promise<void> {
    for (const right of ['role', 'scopes'] as const) {
      const [from, to] = [before[right], after[right]];
      if (from !== to) await this.record(by, `user.${right}_changed`, after, tx, { from, to });
    }
    const isDisabled = after.disabledAt !== null;
    if (isDisabled === (before.disabledAt !== null)) return;
    await this.record(by, isDisabled ? 'user.disabled' : 'user.enabled', after, tx);
  }

  private record(by: Principal, action: string, user: User, tx: EntityManager, details?: object): Promise<void> {
    const target = { userId: user.id, name: user.username };
    return this.audit.record({ actor: by, action, target, ...(details && { details }) }, tx);
  }
}

const accessScopes = (list: string): string =>
  list === '' ? '' : requireScopes('scopes', list, (scope) => isScope(scope) && scope.startsWith('access:')).join(',');

const present = (user: User): AdminUserReply => ({
  id: user.id,
  username: user.username,
  nickname: user.nickname,
  role: user.role,
  is_admin: user.role === 'admin',
  scopes: user.scopes,
  disabled: user.disabledAt !== null,
  totp_enabled: user.totpEnabledAt !== null,
  has_password: user.passwordHash !== null,
  created_at: user.createdAt.toISOString(),
  last_seen_at: user.lastSeenAt?.toISOString() ?? null,
});
