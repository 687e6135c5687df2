import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import type { Principal } from '../auth/index.js';
import { type PortalSettings, type SettingName, SettingsService } from '../settings/index.js';

/** Settings as administrators see them. */
@Injectable()
export class AdminSettingsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly settings: SettingsService,
    private readonly audit: AuditLog,
  ) {}

  get current(): Readonly<PortalSettings> {
    return this.settings.current;
  }

  /**
   * Changes what the JSON object names, at any depth, and keeps the rest.
   * @throws DomainError request.invalid
   */
  async update(by: Principal, changes: unknown): Promise<Readonly<PortalSettings>> {
    await this.dataSource.transaction(async (tx) => {
      const details = difference(this.settings.current, await this.settings.write(changes, by.userId, tx));
      if (Object.keys(details).length > 0) {
        await this.audit.record({ actor: by, action: 'settings.changed', details }, tx);
      }
    });
    return this.settings.reload();
  }
}

/** `{from, to}` by the name of each setting that is another one now. */
const difference = (before: PortalSettings, after: PortalSettings): Record<string, object> =>
  Object.fromEntries(
    (Object.keys(after) as SettingName[])
      .map((name) => [name, { from: before[name], to: after[name] }] as const)
      .filter(([, { from, to }]) => JSON.stringify(from) !== JSON.stringify(to)),
  );
