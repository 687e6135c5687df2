import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DomainError } from '#libs/contracts';
import { AccountsService, User } from '../../users/index.js';
import type { Principal } from '../principal.js';
import { Passwords } from './passwords.js';
import { SessionsService } from './sessions.service.js';
import type { ChangePasswordBody } from './token.dto.js';

@Injectable()
export class PasswordService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: AccountsService,
    private readonly passwords: Passwords,
    private readonly sessions: SessionsService,
  ) {}

  /**
   * Ends the caller's other sessions. An account without a password gets its first one whatever the current one is said to be.
   * @throws DomainError password.wrong, request.invalid
   */
  async change(caller: Principal, { current_password, new_password }: ChangePasswordBody): Promise<void> {
    const user = await this.accounts.get(caller.userId);
    if (user.passwordHash !== null && !(await this.passwords.verify(user.passwordHash, current_password))) {
      throw new DomainError('password.wrong');
    }
    const passwordHash = await this.hashStrong('new_password', new_password, user.username);
    await this.dataSource.transaction(async (tx) => {
      await tx.update(User, { id: user.id }, { passwordHash });
      await this.sessions.endOthers(caller, tx);
    });
  }

  /** For administrators: ends everything the user has open. */
  async reset(userId: number, password: string, tx: EntityManager): Promise<void> {
    const user = await this.accounts.get(userId, tx);
    const passwordHash = await this.hashStrong('password', password, user.username);
    await tx.update(User, { id: userId }, { passwordHash });
    await this.sessions.endAll(userId, tx);
  }

  /** For a password the operator chose in the environment. */
  hashUnjudged(password: string): Promise<string> {
    return this.passwords.hash(password);
  }

  /** @throws DomainError request.invalid */
  async hashStrong(field: string, password: string, username: string): Promise<string> {
    this.passwords.requireStrong(field, password, username);
    return this.passwords.hash(password);
  }
}
