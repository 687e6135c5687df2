import { Injectable } from '@nestjs/common';
import { DataSource, LessThan } from 'typeorm';
import { PortalConfig } from '#libs/config';
import { DomainError } from '#libs/contracts';
import { constantTimeEqual, hmac, randomToken } from '#libs/crypto';
import { AuditLog } from '../audit/index.js';
import { RelayAdminSession } from './admin-session.entity.js';

const SESSION_MS = 12 * 3_600_000;

/** Who signed in with the relay's admin token. Another token, or none, ends the sessions of the one before. */
@Injectable()
export class RelayAdmins {
  constructor(
    private readonly dataSource: DataSource,
    private readonly config: PortalConfig,
    private readonly audit: AuditLog,
  ) {}

  /**
   * A new session, for twelve hours.
   * @throws DomainError relay.admin_token
   */
  async login(token: string, ip: string): Promise<{ access_token: string }> {
    const adminToken = this.config.get('ADMIN_TOKEN');
    if (adminToken === undefined || !constantTimeEqual(token.trim(), adminToken)) {
      throw new DomainError('relay.admin_token');
    }
    const accessToken = randomToken();
    await this.dataSource.transaction(async (tx) => {
      await tx.delete(RelayAdminSession, { expiresAt: LessThan(new Date()) });
      const expiresAt = new Date(Date.now() + SESSION_MS);
      await tx.insert(RelayAdminSession, { tokenHash: hashOf(adminToken, accessToken), expiresAt });
      await this.audit.record({ actor: null, action: 'relay_admin.signed_in', details: { ip } }, tx);
    });
    return { access_token: accessToken };
  }

  async isAdmin(accessToken: string): Promise<boolean> {
    const adminToken = this.config.get('ADMIN_TOKEN');
    if (adminToken === undefined) return false;
    const tokenHash = hashOf(adminToken, accessToken);
    const session = await this.dataSource.manager.findOneBy(RelayAdminSession, { tokenHash });
    return session !== null && session.expiresAt > new Date();
  }

  /** Idempotent. */
  async logout(accessToken: string): Promise<void> {
    const adminToken = this.config.get('ADMIN_TOKEN');
    if (adminToken === undefined) return;
    await this.dataSource.manager.delete(RelayAdminSession, { tokenHash: hashOf(adminToken, accessToken) });
  }
}

const hashOf = (adminToken: string, accessToken: string): string => hmac(adminToken, accessToken).toString('hex');
