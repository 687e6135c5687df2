import { Injectable } from '@nestjs/common';
import { DomainError } from '#libs/contracts';
import type { Principal } from '../auth/principal.js';
import { EntrySecrets, HostKeysService, type RemoteTarget, StoredKeys } from '../connections/index.js';
import { type OpenableService, ServicesService } from './services.service.js';

/** Services as something to open. */
@Injectable()
export class ServiceTargets {
  constructor(
    private readonly services: ServicesService,
    private readonly secrets: EntrySecrets,
    private readonly hostKeys: HostKeysService,
    private readonly storedKeys: StoredKeys,
  ) {}

  /** Of whatever plugin. @throws DomainError service.not_found */
  async find(caller: Principal, id: number): Promise<RemoteTarget> {
    return this.present(caller, await this.services.require(caller, id));
  }

  /** A service has one road: that of its plugin. @throws DomainError service.not_found */
  async findOf(caller: Principal, plugin: string, id: number): Promise<RemoteTarget> {
    const found = await this.services.require(caller, id);
    if (found.plugin.id !== plugin) throw new DomainError('service.not_found');
    return this.present(caller, found);
  }

  private present(caller: Principal, { row, plugin }: OpenableService): RemoteTarget {
    const id = String(row.id);
    return {
      ...{ plugin, origin: 'service', scope: 'services', id, ownerId: null },
      ...{ name: row.name, host: row.host ?? '', port: row.port ?? 0, config: row.config },
      secret: this.secrets.reader({ table: 'services', row: row.id, sealed: row.secrets }),
      storedKey: (keyId) => this.storedKeys.find(caller.userId, keyId),
      hostKeys: this.hostKeys.storeFor({ kind: 'service', id, userId: null }),
      markUsed: () => Promise.resolve(),
    };
  }
}
