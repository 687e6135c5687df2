import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ADVISORY_LOCKS } from '#libs/database';
import { ChannelsService } from '../rooms/channels.service.js';
import { Room } from '../rooms/room.entity.js';
import { RoomMember } from '../rooms/room-member.entity.js';
import { Rooms } from '../rooms/rooms.js';
import { channelNameOf, freeName } from './channel-name.js';

export interface StreamChannel {
  title: string;
  isPublic: boolean;
}

/**
 * The channels beside streams: called as their stream is, seen by whom may see it, gone when it is. They count towards no
 * limit of channels. Methods that write take part in the caller's transaction.
 */
@Injectable()
export class StreamChannels {
  constructor(
    private readonly dataSource: DataSource,
    private readonly channels: ChannelsService,
    private readonly rooms: Rooms,
  ) {}

  /** With the owner as its moderator. */
  async create({ title, isPublic }: StreamChannel, ownerId: number, tx: EntityManager): Promise<number> {
    const id = await this.channels.insert(
      {
        kind: 'channel',
        name: await this.freeName(title, tx),
        visibility: isPublic ? 'public' : 'private',
        isStreamChannel: true,
        createdBy: ownerId,
      },
      tx,
    );
    await tx.insert(RoomMember, { roomId: id, userId: ownerId, role: 'moderator' });
    return id;
  }

  /** Follows the stream. An administrator may have deleted the channel; then nothing happens. */
  async change(id: number, { title, isPublic }: Partial<StreamChannel>, tx: EntityManager): Promise<void> {
    const room = await tx.findOneBy(Room, { id, isStreamChannel: true });
    if (!room) return;
    const name = title === undefined ? room.name! : await this.freeName(title, tx, room.name!);
    const visibility = isPublic === undefined ? room.visibility : isPublic ? 'public' : 'private';
    if (name === room.name && visibility === room.visibility) return;
    await tx.update(Room, { id }, { name, visibility });
    const old_name = name === room.name ? null : room.name;
    await this.channels.announce({ id, kind: 'channel', change: 'changed', old_name }, tx);
  }

  /** With everything said in it. Idempotent. */
  async remove(id: number, tx: EntityManager): Promise<void> {
    const room = await tx.findOneBy(Room, { id, isStreamChannel: true });
    if (!room) return;
    await tx.delete(Room, { id });
    await this.channels.announce({ id, kind: 'channel', change: 'deleted', old_name: room.name }, tx);
  }

  /** To be called when a change has been committed: other processes hear of it. */
  forget(id: number): void {
    this.rooms.forget(id);
  }

  /** Of all streams there are or were. */
  async ids(): Promise<number[]> {
    const rooms = await this.dataSource.manager.find(Room, { select: { id: true }, where: { isStreamChannel: true } });
    return rooms.map(({ id }) => id);
  }

  /** `own` is free for whoever has it. */
  private async freeName(title: string, tx: EntityManager, own?: string): Promise<string> {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.addChannel]);
    const name = channelNameOf(title);
    const rows = (await tx.query(
      `SELECT lower(name) AS name FROM rooms
        WHERE kind = 'channel' AND (lower(name) = $1 OR lower(name) LIKE $1 || '-%')`,
      [name],
    )) as { name: string }[];
    const taken = new Set(rows.map((row) => row.name));
    if (own !== undefined) taken.delete(own);
    return freeName(name, taken);
  }
}
