import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DomainError } from '#libs/contracts';
import { EventBus } from '#libs/events';
import { AccountsService, User } from '../../users/index.js';
import { UserChanged } from '../../users/users.events.js';
import { TwoFactorChanged } from '../auth.events.js';
import type { Principal } from '../principal.js';
import { SessionsService } from '../sign-in/sessions.service.js';
import { SecondFactor } from './second-factor.js';
import { provisioningUri } from './totp.js';
import type {
  BackupCodesReply,
  TwoFactorEnabledReply,
  TwoFactorSetupReply,
  TwoFactorStatusReply,
} from './two-factor.dto.js';

/** Turning two-factor authentication on and off. */
@Injectable()
export class TwoFactorService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: AccountsService,
    private readonly secondFactor: SecondFactor,
    private readonly sessions: SessionsService,
    private readonly events: EventBus,
  ) {}

  async status(userId: number): Promise<TwoFactorStatusReply> {
    const { totpEnabledAt } = await this.accounts.get(userId);
    const backup_codes_remaining = totpEnabledAt ? await this.secondFactor.backupCodesLeft(userId) : 0;
    return { enabled: totpEnabledAt !== null, backup_codes_remaining };
  }

  /**
   * A secret to be confirmed by `enable`; asking again replaces it.
   * @throws DomainError totp.already_enabled
   */
  setup(userId: number): Promise<TwoFactorSetupReply> {
    return this.locked(userId, async (user, tx) => {
      if (user.totpEnabledAt) throw new DomainError('totp.already_enabled');
      const secret = await this.secondFactor.prepare(userId, tx);
      return { secret, provisioning_uri: provisioningUri(secret, user.username) };
    });
  }

  /** @throws DomainError totp.already_enabled, totp.setup_missing, totp.invalid */
  enable(userId: number, code: string): Promise<TwoFactorEnabledReply> {
    return this.locked(userId, async (user, tx) => {
      if (user.totpEnabledAt) throw new DomainError('totp.already_enabled');
      if (!user.totpSecret) throw new DomainError('totp.setup_missing');
      if (!(await this.secondFactor.acceptTotp(user, code.replace(/\s/g, ''), tx)))
        throw new DomainError('totp.invalid');
      await tx.update(User, { id: userId }, { totpEnabledAt: new Date() });
      await this.events.publish(UserChanged, { id: userId }, tx);
      await this.events.publish(TwoFactorChanged, { user_id: userId, enabled: true }, tx);
      return { enabled: true, backup_codes: await this.secondFactor.replaceBackupCodes(userId, tx) };
    });
  }

  /**
   * Ends the caller's other sessions.
   * @throws DomainError totp.not_enabled, totp.invalid
   */
  disable(caller: Principal, code: string): Promise<void> {
    return this.locked(caller.userId, async (user, tx) => {
      await this.requireCode(user, code, tx);
      await this.remove(user.id, tx);
      await this.sessions.endOthers(caller, tx);
    });
  }

  /** @throws DomainError totp.not_enabled, totp.invalid */
  renewBackupCodes(userId: number, code: string): Promise<BackupCodesReply> {
    return this.locked(userId, async (user, tx) => {
      await this.requireCode(user, code, tx);
      return { backup_codes: await this.secondFactor.replaceBackupCodes(userId, tx) };
    });
  }

  /** For administrators, when somebody has lost the authenticator and the codes: ends everything the user has open. */
  async reset(userId: number, tx: EntityManager): Promise<void> {
    await this.remove(userId, tx);
    await this.sessions.endAll(userId, tx);
  }

  private async remove(userId: number, tx: EntityManager): Promise<void> {
    await this.secondFactor.remove(userId, tx);
    await this.events.publish(UserChanged, { id: userId }, tx);
    await this.events.publish(TwoFactorChanged, { user_id: userId, enabled: false }, tx);
  }

  private async requireCode(user: User, code: string, tx: EntityManager): Promise<void> {
    if (!user.totpEnabledAt) throw new DomainError('totp.not_enabled');
    if (!(await this.secondFactor.accept(user, code, tx))) throw new DomainError('totp.invalid');
  }

  /** One change of an account's second factor at a time. */
  private locked<T>(userId: number, work: (user: User, tx: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(async (tx) => {
      await tx.query('SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE', [userId]);
      return work(await this.accounts.get(userId, tx), tx);
    });
  }
}
