import { randomBytes } from 'node:crypto';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { PortalConfig } from '#libs/config';
import { DomainError } from '#libs/contracts';
import { constantTimeEqual } from '#libs/crypto';
import { ADVISORY_LOCKS } from '#libs/database';
import type { ClientInfo } from '../../boundary/access.js';
import { SettingsService } from '../../settings/index.js';
import { AccountsService, isUsername, type User } from '../../users/index.js';
import { PasswordService } from '../sign-in/password.service.js';
import { type SignedIn, SignInService } from '../sign-in/sign-in.service.js';
import type { SetupBody } from './registration.dto.js';
import { heardCode, spokenCode } from './spoken-code.js';

const CODE_CHARS = 12;
const CODE_BYTES = 8;

/** The first administrator: made on the welcome page with a code only the terminal knows, or from the environment. */
@Injectable()
export class SetupService implements OnApplicationBootstrap {
  /** New at each start, never stored. */
  private readonly setupCode = spokenCode(randomBytes(CODE_BYTES), CODE_CHARS);
  private isDone = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly config: PortalConfig,
    private readonly settings: SettingsService,
    private readonly accounts: AccountsService,
    private readonly passwords: PasswordService,
    private readonly signIns: SignInService,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const username = this.config.get('PORTAL_ADMIN_USERNAME');
    const password = this.config.get('PORTAL_ADMIN_PASSWORD');
    if (!username || !password || !(await this.isRequired())) return;
    if (!isUsername(username)) throw new Error('PORTAL_ADMIN_USERNAME is not a user name the portal takes.');
    const passwordHash = await this.passwords.hashUnjudged(password);
    await this.dataSource.transaction(async (tx) => {
      if (await this.isFirst(tx)) await this.accounts.create({ username, passwordHash, role: 'admin' }, tx);
    });
  }

  /** Whether no account exists yet. */
  async isRequired(): Promise<boolean> {
    this.isDone ||= (await this.accounts.count()) > 0;
    return !this.isDone;
  }

  /** What to print at start; null once there is an account. */
  async code(): Promise<string | null> {
    return (await this.isRequired()) ? this.setupCode : null;
  }

  /**
   * Of several at once one wins.
   * @throws DomainError setup.done, setup.code, request.invalid
   */
  async create(body: SetupBody, client: ClientInfo): Promise<SignedIn> {
    if (!(await this.isRequired())) throw new DomainError('setup.done');
    if (!constantTimeEqual(heardCode(body.setup_code), heardCode(this.setupCode))) throw new DomainError('setup.code');
    const passwordHash = await this.passwords.hashStrong('password', body.password, body.username);
    const signedIn = await this.dataSource.transaction(async (tx) => {
      if (!(await this.isFirst(tx))) throw new DomainError('setup.done');
      const user = await this.accounts.create({ username: body.username, passwordHash, role: 'admin' }, tx);
      await this.choose(body, user, tx);
      return this.signIns.admit(user, client, 'setup', { tx });
    });
    await this.settings.reload();
    return signedIn;
  }

  private async choose({ allow_private_connections }: SetupBody, { id }: User, tx: EntityManager): Promise<void> {
    if (allow_private_connections === undefined) return;
    await this.settings.write({ network: { connections_private: allow_private_connections } }, id, tx);
  }

  private async isFirst(tx: EntityManager): Promise<boolean> {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.setup]);
    return (await this.accounts.count(tx)) === 0;
  }
}
