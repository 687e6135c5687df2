import { Injectable } from '@nestjs/common';
import type { Connection } from './connection.entity.js';
import { ConnectionsService } from './connections.service.js';
import type { HostKeyReply } from './host-keys.dto.js';
import { HostKeysService, type PinOwner, presentHostKey } from './host-keys.service.js';

/** The pin of a connection's present address, for its owner. */
@Injectable()
export class ConnectionHostKeys {
  constructor(
    private readonly connections: ConnectionsService,
    private readonly hostKeys: HostKeysService,
  ) {}

  /** @throws DomainError connection.not_found, hostkey.not_found */
  async get(userId: number, id: string): Promise<HostKeyReply> {
    const row = await this.connections.row(userId, id);
    return presentHostKey(await this.hostKeys.get(ownerOf(row), row));
  }

  /** @throws DomainError connection.not_found */
  async trust(userId: number, id: string, fingerprint: string): Promise<HostKeyReply> {
    const row = await this.connections.row(userId, id);
    return presentHostKey(await this.hostKeys.replace(ownerOf(row), row, { fingerprint }));
  }

  /** @throws DomainError connection.not_found, hostkey.not_found */
  async forget(userId: number, id: string): Promise<void> {
    const row = await this.connections.row(userId, id);
    await this.hostKeys.forget(ownerOf(row), row);
  }
}

const ownerOf = ({ id, userId }: Connection): PinOwner => ({ kind: 'connection', id, userId });
