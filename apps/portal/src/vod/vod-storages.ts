import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DomainError, invalidFields } from '#libs/contracts';
import { Keyring } from '#libs/crypto';
import { EventBus } from '#libs/events';
import { EntryAddresses, HostKeysService, type PinOwner, type SshClientOptions } from '../connections/index.js';
import type { SaveStorage, StorageFields } from './vod-storage.dto.js';
import { VodStorage } from './vod-storage.entity.js';
import { StorageChanged } from './vod.events.js';

const PURPOSE = 'vod-storages';
const SCOPE = 'outbound';

interface StorageSecrets {
  password?: string;
  private_key?: string;
  passphrase?: string;
}

/** Users' storages: what they are, and what it takes to sign in. */
@Injectable()
export class VodStorages {
  constructor(
    private readonly dataSource: DataSource,
    private readonly keyring: Keyring,
    private readonly addresses: EntryAddresses,
    private readonly hostKeys: HostKeysService,
    private readonly events: EventBus,
  ) {}

  /** @throws DomainError storage.not_found */
  async require(userId: number): Promise<VodStorage> {
    const storage = await this.dataSource.manager.findOneBy(VodStorage, { userId });
    if (!storage) throw new DomainError('storage.not_found');
    return storage;
  }

  /** A name that does not resolve now is accepted. @throws DomainError request.invalid, target.blocked */
  async save(userId: number, given: SaveStorage): Promise<VodStorage> {
    const { port = 22, username, auth_method: authMethod, remote_path: remotePath } = given;
    const host = await this.addresses.require(given.host, port, SCOPE);
    const secrets = await this.secretsFor(userId, { ...given, host, port });
    const sealed = await this.keyring.seal(PURPOSE, JSON.stringify(secrets), placeOf(userId));
    await this.dataSource.transaction(async (tx) => {
      const row = { userId, host, port, username, authMethod, remotePath, secrets: sealed, lastError: null };
      await tx.upsert(VodStorage, row, ['userId']);
      await this.events.publish(StorageChanged, { user_id: userId }, tx);
    });
    return this.require(userId);
  }

  /** Remote files stay. @throws DomainError storage.not_found */
  async remove(userId: number): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const { affected } = await tx.delete(VodStorage, { userId });
      if (!affected) throw new DomainError('storage.not_found');
      await this.hostKeys.forgetAll(ownerOf(userId), tx);
      await this.events.publish(StorageChanged, { user_id: userId }, tx);
    });
  }

  async present(storage: VodStorage): Promise<StorageFields> {
    const secrets = await this.open(storage);
    const [waiting] = (await this.dataSource.query(
      `SELECT count(*)::int AS files, COALESCE(sum(bytes), 0) AS bytes FROM recording_chunks WHERE user_id = $1 AND state = 'recorded'`,
      [storage.userId],
    )) as [{ files: number; bytes: string }];
    return {
      host: storage.host,
      port: storage.port,
      username: storage.username,
      auth_method: storage.authMethod,
      remote_path: storage.remotePath,
      has_password: secrets.password !== undefined,
      has_key: secrets.private_key !== undefined,
      last_error: storage.lastError,
      waiting_files: waiting.files,
      waiting_bytes: Number(waiting.bytes),
    };
  }

  /** What it takes to sign in there. */
  async access(storage: VodStorage): Promise<SshClientOptions> {
    const { host, port, username, authMethod, userId } = storage;
    const { password, private_key: privateKey, passphrase } = await this.open(storage);
    return {
      ...{ host, port, username, scope: SCOPE },
      ...(authMethod === 'password' ? { password } : { privateKey, passphrase }),
      hostKeys: this.hostKeys.storeFor(ownerOf(userId)),
    };
  }

  async noteOutcome(userId: number, code: string | null, tx: EntityManager = this.dataSource.manager): Promise<void> {
    await tx.query(
      'UPDATE vod_storages SET last_error = $2 WHERE user_id = $1 AND last_error IS DISTINCT FROM $2::varchar',
      [userId, code],
    );
  }

  private async open(storage: VodStorage): Promise<StorageSecrets> {
    return JSON.parse(await this.keyring.openText(storage.secrets, placeOf(storage.userId))) as StorageSecrets;
  }

  /** A stored secret goes on being used only where it was given for: not sent to another host, nor for another account. */
  private async secretsFor(userId: number, given: SaveStorage): Promise<StorageSecrets> {
    const { host, port, username, auth_method, password, private_key, passphrase } = given;
    const stored = await this.dataSource.manager.findOneBy(VodStorage, { userId });
    const isSamePlace = stored?.host === host && stored.port === port && stored.username === username;
    const kept: StorageSecrets = stored && isSamePlace ? await this.open(stored) : {};
    const secret = auth_method === 'password' ? password || kept.password : private_key || kept.private_key;
    const field = auth_method === 'password' ? 'password' : 'private_key';
    if (!secret) throw invalidFields([{ field, message: 'is required' }]);
    if (auth_method === 'password') return { password: secret };
    const phrase = private_key ? passphrase : (passphrase ?? kept.passphrase);
    return { private_key: secret, ...(phrase && { passphrase: phrase }) };
  }
}

const placeOf = (userId: number) => ({ table: 'vod_storages', column: 'secrets', row: userId });

/** Whose host key a storage's is. */
export const ownerOf = (userId: number): PinOwner => ({ kind: 'storage', id: String(userId), userId });
