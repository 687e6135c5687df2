import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { DomainError, invalidFields } from '#libs/contracts';
import { SshKeysService, SshKeyUses } from '../users/index.js';
import type { StoredKey } from './connection-plugin.js';
import { Connection } from './connection.entity.js';

/** Portal keys that entries sign in with: every plugin that can names one in `config.ssh_key_id`. */
@Injectable()
export class StoredKeys implements OnModuleInit {
  constructor(
    private readonly keys: SshKeysService,
    private readonly uses: SshKeyUses,
    @InjectRepository(Connection) private readonly connections: Repository<Connection>,
  ) {}

  onModuleInit(): void {
    this.uses.register(({ userId, keyId }) =>
      this.connections
        .createQueryBuilder('connection')
        .where({ userId })
        .andWhere(`connection.config->>'ssh_key_id' = :keyId`, { keyId: String(keyId) })
        .getCount(),
    );
  }

  /** @throws DomainError request.invalid, of a config with a key the user could not sign in with */
  async requireOwn(userId: number, { ssh_key_id: id }: Record<string, unknown>): Promise<void> {
    if (typeof id !== 'number' || (await this.find(userId, id))) return;
    throw invalidFields([{ field: 'config.ssh_key_id', message: 'is not a key of yours that the portal holds' }]);
  }

  /** Undefined when the user has no such key or its private half was not stored. */
  async find(userId: number, id: number): Promise<StoredKey | undefined> {
    try {
      const { public_key } = await this.keys.get(userId, id);
      return { publicKey: public_key, privateKey: await this.keys.privateKey(userId, id) };
    } catch (error) {
      if (error instanceof DomainError && error.code === 'ssh_key.not_found') return undefined;
      throw error;
    }
  }
}
