import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { isScope } from '#libs/contracts';
import { PasswordService, requireScopes, SessionsService, TwoFactorService } from '../auth/index.js';
import { AccountsService, type User } from '../users/index.js';
import type { AdminUserListReply, AdminUserReply, CreateUser, UpdateUser, UserFilter } from './admin-users.dto.js';

/** What administrators do to accounts. Whatever takes rights away ends what the account has open. */
@Injectable()
export class AdminUsersService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: AccountsService,
    private readonly passwords: PasswordService,
    private readonly sessions: SessionsService,
    private readonly twoFactor: TwoFactorService,
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
  async create({ username, password, role, scopes }: CreateUser): Promise<AdminUserReply> {
    const rights = { ...(role && { role }), ...(scopes !== undefined && { scopes: accessScopes(scopes) }) };
    const passwordHash = await this.passwords.hashStrong('password', password, username);
    return this.dataSource.transaction(async (tx) =>
      present(await this.accounts.create({ username, passwordHash, ...rights }, tx)),
    );
  }

  /** @throws DomainError user.not_found, user.last_admin, request.invalid */
  async update(id: number, { role, disabled, scopes }: UpdateUser): Promise<AdminUserReply> {
    const changes = { role, disabled, scopes: scopes === undefined ? undefined : accessScopes(scopes) };
    return this.dataSource.transaction(async (tx) => {
      const user = await this.accounts.update(id, changes, tx);
      if (disabled) await this.sessions.endAll(id, tx);
      return present(user);
    });
  }

  /** @throws DomainError user.not_found, request.invalid */
  async resetPassword(id: number, password: string): Promise<void> {
    await this.dataSource.transaction((tx) => this.passwords.reset(id, password, tx));
  }

  /** @throws DomainError user.not_found */
  async resetTwoFactor(id: number): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      await this.accounts.get(id, tx);
      await this.twoFactor.reset(id, tx);
    });
  }

  /** @throws DomainError user.not_found, user.last_admin */
  async remove(id: number): Promise<void> {
    await this.dataSource.transaction((tx) => this.accounts.remove(id, tx));
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
