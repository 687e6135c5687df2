import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, Repository } from 'typeorm';
import { DomainError } from '#libs/contracts';
import { EventBus } from '#libs/events';
import type { HostKeyPin, HostKeyStore, Target } from './connection-plugin.js';
import { HostKeyPinned } from './connections.events.js';
import { HostKey } from './host-key.entity.js';
import type { HostKeyReply } from './host-keys.dto.js';

/** Whose pins: they go with it. `userId` is whom to tell of a key nobody was asked about. */
export interface PinOwner {
  kind: 'connection' | 'service' | 'storage';
  id: string;
  userId: number | null;
}

/** One key an owner and address. The address is the one stored in the entry, not what its name resolves to. */
@Injectable()
export class HostKeysService {
  constructor(
    @InjectRepository(HostKey) private readonly hostKeys: Repository<HostKey>,
    private readonly events: EventBus,
  ) {}

  /** The pins of one entry, as plugins use them. */
  storeFor(owner: PinOwner): HostKeyStore {
    return {
      find: async (host, port): Promise<HostKeyPin | undefined> => {
        const pinned = await this.find(owner, { host, port });
        return pinned && { fingerprint: pinned.fingerprint, ...(pinned.algorithm && { algorithm: pinned.algorithm }) };
      },
      pin: async (host, port, key, { firstUse }) => {
        await (firstUse ? this.pinFirst(owner, { host, port }, key) : this.replace(owner, { host, port }, key));
      },
    };
  }

  async find({ kind, id }: PinOwner, { host, port }: Target): Promise<HostKey | undefined> {
    return (await this.hostKeys.findOneBy({ ownerKind: kind, ownerId: id, host, port })) ?? undefined;
  }

  /** @throws DomainError hostkey.not_found */
  async get(owner: PinOwner, address: Target): Promise<HostKey> {
    const pinned = await this.find(owner, address);
    if (!pinned) throw new DomainError('hostkey.not_found');
    return pinned;
  }

  /** What the owner decided: an older pin of the address is replaced. */
  async replace(owner: PinOwner, address: Target, { fingerprint, algorithm = '' }: HostKeyPin): Promise<HostKey> {
    return this.hostKeys.manager.transaction(async (tx) => {
      const row = { ...placeOf(owner, address), algorithm, fingerprint, pinnedAt: new Date() };
      await tx.upsert(HostKey, row, ['ownerKind', 'ownerId', 'host', 'port']);
      await this.announce(owner, address, fingerprint, false, tx);
      return tx.findOneByOrFail(HostKey, placeOf(owner, address));
    });
  }

  /** @throws DomainError hostkey.not_found */
  async forget(owner: PinOwner, address: Target): Promise<void> {
    const { affected } = await this.hostKeys.delete(placeOf(owner, address));
    if (!affected) throw new DomainError('hostkey.not_found');
  }

  /** For whoever deletes the entry. */
  async forgetAll({ kind, id }: Pick<PinOwner, 'kind' | 'id'>, tx: EntityManager): Promise<void> {
    await tx.delete(HostKey, { ownerKind: kind, ownerId: id });
  }

  /**
   * Two sessions may meet a server for the first time at once; the second one must not replace what the first saw.
   * @throws DomainError hostkey.changed
   */
  private async pinFirst(owner: PinOwner, address: Target, key: Required<HostKeyPin>): Promise<void> {
    await this.hostKeys.manager.transaction(async (tx) => {
      const inserted = await tx
        .createQueryBuilder()
        .insert()
        .into(HostKey)
        .values({ ...placeOf(owner, address), ...key })
        .orIgnore()
        .returning('id')
        .execute();
      if ((inserted.raw as unknown[]).length > 0) return this.announce(owner, address, key.fingerprint, true, tx);
      const pinned = await tx.findOneBy(HostKey, placeOf(owner, address));
      if (pinned && pinned.fingerprint !== key.fingerprint) throw hostKeyChanged(address, pinned, key);
    });
  }

  private async announce(
    { kind, id, userId }: PinOwner,
    { host, port }: Target,
    fingerprint: string,
    firstUse: boolean,
    tx: EntityManager,
  ): Promise<void> {
    const owner = { owner_kind: kind, owner_id: id, user_id: userId };
    await this.events.publish(HostKeyPinned, { ...owner, host, port, fingerprint, first_use: firstUse }, tx);
  }
}

const placeOf = ({ kind, id }: PinOwner, { host, port }: Target) => ({ ownerKind: kind, ownerId: id, host, port });

export const presentHostKey = ({ host, port, algorithm, fingerprint, pinnedAt }: HostKey): HostKeyReply => ({
  host,
  port,
  algorithm: algorithm || null,
  fingerprint,
  pinned_at: pinnedAt,
});

/** The refusal of a key that is not the pinned one; `details` has both, for its owner to compare. */
export const hostKeyChanged = ({ host, port }: Target, pinned: HostKeyPin, offered: HostKeyPin): DomainError =>
  new DomainError('hostkey.changed', {
    details: { host, port, pinned: pinned.fingerprint, fingerprint: offered.fingerprint },
  });
