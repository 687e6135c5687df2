import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Keyring, SealingKey } from '#libs/crypto';
import { DomainError } from '#libs/contracts';
import { Room } from './room.entity.js';

const PURPOSE = 'rooms';
const MAX_CACHED = 10_000;

const placeOf = (roomId: number) => ({ table: 'rooms', column: 'data_key', row: roomId });

/** The key of each room, opened once a process. Gone with the room: what was sealed with it cannot be read from a backup's files either. */
@Injectable()
export class RoomKeys {
  private readonly keys = new Map<number, SealingKey>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly keyring: Keyring,
  ) {}

  /** The sealed key of a room about to be stored. */
  create(roomId: number): Promise<Buffer> {
    return this.keyring.seal(PURPOSE, SealingKey.random(), placeOf(roomId));
  }

  /** Without waiting, when it is known. */
  peek(roomId: number): SealingKey | undefined {
    return this.keys.get(roomId);
  }

  /** @throws DomainError channel.not_found */
  async get(roomId: number, tx: EntityManager = this.dataSource.manager): Promise<SealingKey> {
    const known = this.keys.get(roomId);
    if (known) return known;
    const room = await tx.findOne(Room, { select: { id: true, dataKey: true }, where: { id: roomId } });
    if (!room) throw new DomainError('channel.not_found');
    const key = new SealingKey(await this.keyring.open(room.dataKey, placeOf(roomId)));
    this.keys.set(roomId, key);
    if (this.keys.size > MAX_CACHED) this.keys.delete(this.keys.keys().next().value!);
    return key;
  }

  forget(roomId: number): void {
    this.keys.delete(roomId);
  }
}
