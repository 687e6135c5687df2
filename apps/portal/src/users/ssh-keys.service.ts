import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { DomainError, LIMITS } from '#libs/contracts';
import { generateSshKeyPair, Keyring, type SealedAt } from '#libs/crypto';
import type { CreateSshKey, NewSshKeyReply, SshKeyReply } from './ssh-key.dto.js';
import { SshKey } from './ssh-key.entity.js';
import { SshKeyUses } from './ssh-key-uses.js';

const PURPOSE = 'ssh-keys';

/** Key pairs made on the server. The private half leaves once; it stays only when its owner asked for it. */
@Injectable()
export class SshKeysService {
  constructor(
    @InjectRepository(SshKey) private readonly keys: Repository<SshKey>,
    private readonly keyring: Keyring,
    private readonly uses: SshKeyUses,
  ) {}

  async create(userId: number, { name, key_type = 'ed25519', store = false }: CreateSshKey): Promise<NewSshKeyReply> {
    const pair = await generateSshKeyPair(key_type, name);
    return this.keys.manager.transaction(async (tx) => {
      await tx.query('SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE', [userId]);
      if ((await tx.countBy(SshKey, { userId })) >= LIMITS.sshKeysPerUser) throw new DomainError('ssh_key.limit');
      const { privateKey, ...open } = pair;
      const { id } = await tx.save(SshKey, { userId, name, ...open });
      if (store) {
        await tx.update(SshKey, { id }, { privateKey: await this.keyring.seal(PURPOSE, privateKey, placeOf(id)) });
      }
      return { ...present(await tx.findOneByOrFail(SshKey, { id })), private_key: privateKey };
    });
  }

  async list(userId: number): Promise<{ ssh_keys: SshKeyReply[] }> {
    return { ssh_keys: (await this.rowsOf(userId)).map(present) };
  }

  /** @throws DomainError ssh_key.not_found */
  async get(userId: number, id: number): Promise<SshKeyReply> {
    return present(await this.require(userId, id));
  }

  /** One line a key, as `~/.ssh/authorized_keys` takes them. */
  async authorized(userId: number): Promise<string> {
    return (await this.rowsOf(userId)).map(({ publicKey }) => `${publicKey}\n`).join('');
  }

  /** @throws DomainError ssh_key.not_found, ssh_key.in_use */
  async remove(userId: number, id: number): Promise<void> {
    await this.require(userId, id);
    const count = await this.uses.count(userId, id);
    if (count > 0) throw new DomainError('ssh_key.in_use', { details: { uses: count } });
    await this.keys.delete({ id, userId });
  }

  /**
   * For sessions that sign in with a stored key.
   * @throws DomainError ssh_key.not_found — also when its private half was not kept
   */
  async privateKey(userId: number, id: number): Promise<string> {
    const { privateKey } = await this.require(userId, id);
    if (!privateKey) throw new DomainError('ssh_key.not_found');
    return this.keyring.openText(privateKey, placeOf(id));
  }

  private rowsOf(userId: number): Promise<SshKey[]> {
    return this.keys.find({ where: { userId }, order: { id: 'ASC' } });
  }

  private async require(userId: number, id: number): Promise<SshKey> {
    const row = await this.keys.findOneBy({ id, userId });
    if (!row) throw new DomainError('ssh_key.not_found');
    return row;
  }
}

const placeOf = (row: number): SealedAt => ({ table: 'ssh_keys', column: 'private_key', row });

const present = (row: SshKey): SshKeyReply => ({
  id: row.id,
  name: row.name,
  key_type: row.keyType,
  public_key: row.publicKey,
  fingerprint: row.fingerprint,
  stored: row.privateKey !== null,
  created_at: row.createdAt.toISOString(),
});
