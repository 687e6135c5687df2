import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DomainError } from '#libs/contracts';
import type { ClientInfo } from '../../boundary/access.js';
import { type SignInAttempt, SignInAttempts } from '../../policy/index.js';
import { AccountsService, type User } from '../../users/index.js';
import { SecondFactor } from '../two-factor/second-factor.js';
import { KnownDevices } from './known-devices.js';
import { Passwords } from './passwords.js';
import { type SignInMethod, SessionsService } from './sessions.service.js';
import type { SignInBody, SignInReply } from './token.dto.js';

/** A session just opened; `device` is set when the browser is to be remembered. */
export interface SignedIn {
  reply: SignInReply;
  expiresAt: Date;
  device: string | null;
}

@Injectable()
export class SignInService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: AccountsService,
    private readonly passwords: Passwords,
    private readonly secondFactor: SecondFactor,
    private readonly attempts: SignInAttempts,
    private readonly devices: KnownDevices,
    private readonly sessions: SessionsService,
  ) {}

  /**
   * An unknown name and a wrong password are told apart neither by the answer nor by the work done.
   * @throws DomainError auth.invalid, totp.required, totp.rejected, account.disabled, rate.exceeded
   */
  async withPassword(body: SignInBody, client: ClientInfo, deviceCookie: string | undefined): Promise<SignedIn> {
    const user = await this.accounts.findByName(body.username);
    const knownDevice = user && this.devices.identify(deviceCookie, user.id);
    const attempt: SignInAttempt = { username: body.username, ip: client.ip, knownDevice };
    await this.attempts.require(attempt);

    const isRight = await this.passwords.verify(user?.passwordHash ?? null, body.password);
    if (!user || !isRight) return this.fail(attempt, 'auth.invalid');
    if (user.disabledAt) throw new DomainError('account.disabled');
    if (user.totpEnabledAt) await this.requireSecondFactor(user, body.totp_code, attempt);

    await this.attempts.succeeded(attempt);
    return this.admit(user, client, 'password', { isKnownDevice: knownDevice !== null });
  }

  /**
   * Opens a session for somebody who has proved to be the user.
   * @throws DomainError account.disabled
   */
  async admit(
    user: User,
    client: ClientInfo,
    method: SignInMethod,
    { isKnownDevice = false, tx }: { isKnownDevice?: boolean; tx?: EntityManager } = {},
  ): Promise<SignedIn> {
    if (user.disabledAt) throw new DomainError('account.disabled');
    const open = (manager: EntityManager) => this.sessions.open(user.id, client, method, manager);
    const { token, expiresAt } = await (tx ? open(tx) : this.dataSource.transaction(open));
    const { id, username, role } = user;
    return {
      reply: { token, expires_at: expiresAt.toISOString(), user: { id, username, role, is_admin: role === 'admin' } },
      expiresAt,
      device: isKnownDevice ? null : this.devices.issue(id),
    };
  }

  private async requireSecondFactor(
    user: User,
    code: string | null | undefined,
    attempt: SignInAttempt,
  ): Promise<void> {
    if (!code) throw new DomainError('totp.required');
    if (!(await this.secondFactor.accept(user, code))) await this.fail(attempt, 'totp.rejected');
  }

  private async fail(attempt: SignInAttempt, code: 'auth.invalid' | 'totp.rejected'): Promise<never> {
    await this.attempts.failed(attempt);
    throw new DomainError(code);
  }
}
