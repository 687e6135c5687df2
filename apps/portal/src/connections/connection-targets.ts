import { Injectable } from '@nestjs/common';
import { DomainError } from '#libs/contracts';
import { mayOpen, type Principal } from '../auth/principal.js';
import { requireConnectionId } from './connection-id.js';
import { type Connection } from './connection.entity.js';
import { ConnectionsService, requireType } from './connections.service.js';
import { EntrySecrets } from './entry-secrets.js';
import { HostKeysService } from './host-keys.service.js';
import type { RemoteTarget } from './remote-targets.js';
import { StoredKeys } from './stored-keys.js';

/** Connections as something to open. */
@Injectable()
export class ConnectionTargets {
  constructor(
    private readonly connections: ConnectionsService,
    private readonly secrets: EntrySecrets,
    private readonly hostKeys: HostKeysService,
    private readonly storedKeys: StoredKeys,
  ) {}

  /** @throws DomainError connection.not_found, access.scope */
  async find(caller: Principal, id: string): Promise<RemoteTarget> {
    const row = await this.connections.row(caller.userId, requireConnectionId(id));
    const { plugin } = requireType(row.type);
    if (!mayOpen(caller, plugin.id))
      throw new DomainError('access.scope', { details: { scope: `access:${plugin.id}` } });
    return this.present(row);
  }

  private present(row: Connection): RemoteTarget {
    const { id, name, host, port, userId, config } = row;
    return {
      ...{ plugin: requireType(row.type).plugin, origin: 'connection', scope: 'connections' },
      ...{ id, name, host, port, config, ownerId: userId },
      secret: this.secrets.reader({ table: 'connections', row: id, sealed: row.secrets }),
      storedKey: (keyId) => this.storedKeys.find(userId, keyId),
      hostKeys: this.hostKeys.storeFor({ kind: 'connection', id, userId }),
      markUsed: () => this.connections.markUsed(id),
    };
  }
}
