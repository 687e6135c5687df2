import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DomainError } from '#libs/contracts';
import { ipPrefix } from '#libs/net-guard';
import type { ClientInfo } from '../../boundary/access.js';
import { SettingsService } from '../../settings/index.js';
import { AccountsService } from '../../users/index.js';
import { PasswordService } from '../sign-in/password.service.js';
import { InviteCodeService } from './invite-code.service.js';
import type { RegisterBody, RegisterReply } from './registration.dto.js';

const WINDOW_SECONDS = 24 * 3600;

@Injectable()
export class RegistrationService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly settings: SettingsService,
    private readonly invites: InviteCodeService,
    private readonly passwords: PasswordService,
    private readonly accounts: AccountsService,
  ) {}

  /**
   * One account an address in 24 h; only a success uses it up.
   * @throws DomainError registration.closed, setup.required, invite.invalid, user.name_taken, request.invalid, rate.exceeded
   */
  async register({ username, password, invite_code }: RegisterBody, { ip }: ClientInfo): Promise<RegisterReply> {
    if ((await this.accounts.count()) === 0) throw new DomainError('setup.required');
    if (!this.settings.current.registration_open) throw new DomainError('registration.closed');
    if (!(await this.invites.accepts(invite_code))) throw new DomainError('invite.invalid');
    const passwordHash = await this.passwords.hashStrong('password', password, username);
    return this.dataSource.transaction(async (tx) => {
      await this.claim(ipPrefix(ip), tx);
      const { id } = await this.accounts.create({ username, passwordHash }, tx);
      return { id, username, message: 'Registration successful' };
    });
  }

  /** The row's lock makes simultaneous registrations from one address wait for each other; a rollback gives it back. */
  private async claim(ip: string, tx: EntityManager): Promise<void> {
    const claimed = (await tx.query(
      `INSERT INTO registrations AS r (ip, registered_at) VALUES ($1, now())
       ON CONFLICT (ip) DO UPDATE SET registered_at = now()
       WHERE r.registered_at <= now() - make_interval(secs => $2::int) RETURNING ip`,
      [ip, WINDOW_SECONDS],
    )) as unknown[];
    if (claimed.length > 0) return;
    const [row] = (await tx.query(
      `SELECT ceil(extract(epoch FROM registered_at + make_interval(secs => $2::int) - now()))::int AS wait
       FROM registrations WHERE ip = $1`,
      [ip, WINDOW_SECONDS],
    )) as { wait: number }[];
    throw new DomainError('rate.exceeded', {
      text: 'Only one account per address can be registered in 24 hours.',
      details: { retry_after: Math.max(1, row?.wait ?? 1) },
    });
  }
}
