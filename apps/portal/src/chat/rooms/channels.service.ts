import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type ChannelState, DomainError } from '#libs/contracts';
import { ADVISORY_LOCKS } from '#libs/database';
import { EventBus } from '#libs/events';
import { AuditLog } from '../../audit/index.js';
import type { Principal } from '../../auth/index.js';
import { Blocks } from '../../blocking/index.js';
import { RoomChanged, type RoomChangedEvent } from '../chat.events.js';
import { RoomFeed } from '../delivery/room-feed.js';
import type { ChannelChanges, NewChannel } from './channels.dto.js';
import { ReadMarks, type UnreadCount } from './read-marks.js';
import { Room, type RoomKind } from './room.entity.js';
import { RoomKeys } from './room-keys.js';
import { RoomMember } from './room-member.entity.js';
import { mayManage, maySee, type RoomInfo, Rooms } from './rooms.js';

/** Those of streams are counted by their streams. */
const MAX_CHANNELS = 500;
const GENERAL = { name: 'general', description: 'General discussion' };

/** Channels: who makes, changes and ends them. */
@Injectable()
export class ChannelsService implements OnApplicationBootstrap {
  constructor(
    private readonly dataSource: DataSource,
    private readonly rooms: Rooms,
    private readonly keys: RoomKeys,
    private readonly marks: ReadMarks,
    private readonly blocks: Blocks,
    private readonly events: EventBus,
    private readonly audit: AuditLog,
    private readonly feed: RoomFeed,
  ) {}

  /** There is always a channel to talk in. */
  async onApplicationBootstrap(): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.addChannel]);
      if (await tx.existsBy(Room, { kind: 'channel', isDefault: true })) return;
      await this.insert({ ...GENERAL, kind: 'channel', visibility: 'public', isDefault: true }, tx);
    });
  }

  /** What the caller may see, the default one first. */
  async list({ userId }: Pick<Principal, 'userId'>): Promise<RoomInfo[]> {
    const rows = (await this.dataSource.query(
      `SELECT r.id FROM rooms r WHERE r.kind = 'channel'
          AND (r.visibility = 'public' OR EXISTS (SELECT 1 FROM room_members m WHERE m.room_id = r.id AND m.user_id = $1))
        ORDER BY r.is_default DESC, lower(r.name)`,
      [userId],
    )) as { id: number }[];
    return this.rooms.load(rows.map(({ id }) => id));
  }

  async listAll(): Promise<RoomInfo[]> {
    const rows = await this.dataSource.query(
      `SELECT id FROM rooms WHERE kind = 'channel' ORDER BY is_default DESC, lower(name)`,
    );
    return this.rooms.load((rows as { id: number }[]).map(({ id }) => id));
  }

  async states(caller: Pick<Principal, 'userId'>, channels: readonly RoomInfo[]): Promise<ChannelState[]> {
    const blocked = this.blocks.blockedBy(caller.userId);
    const counts = await this.marks.counts(
      caller.userId,
      channels.map(({ id }) => id),
      blocked,
    );
    return channels.map((channel) => channelState(channel, counts.get(channel.id)));
  }

  /** @throws DomainError channel.name_taken, channel.limit */
  async create(caller: Principal, { name, description, visibility, mode }: NewChannel): Promise<RoomInfo> {
    const id = await this.dataSource.transaction(async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.addChannel]);
      const held = await tx.countBy(Room, { kind: 'channel', isStreamChannel: false });
      if (held >= MAX_CHANNELS) throw new DomainError('channel.limit');
      await this.requireFreeName(name, tx);
      const created = await this.insert(
        {
          kind: 'channel',
          name,
          description: description ?? '',
          visibility: visibility ?? 'public',
          mode: mode ?? 'open',
          createdBy: caller.userId,
        },
        tx,
      );
      await tx.insert(RoomMember, { roomId: created, userId: caller.userId, role: 'moderator' });
      const details = { name, visibility: visibility ?? 'public' };
      await this.audit.record(
        { actor: caller, action: 'channel.created', roomId: created, target: { name }, details },
        tx,
      );
      return created;
    });
    return (await this.rooms.find(id))!;
  }

  /** @throws DomainError channel.not_found, channel.name_taken, channel.default, access.denied */
  async change(caller: Principal, id: number, changes: ChannelChanges): Promise<RoomInfo> {
    const channel = await this.requireManaged(caller, id);
    const { name, description, visibility, mode } = changes;
    if (channel.isDefault && (visibility === 'private' || mode === 'readonly') && caller.role !== 'admin') {
      throw new DomainError('access.denied');
    }
    if (channel.isDefault && visibility === 'private') throw new DomainError('channel.default');
    await this.dataSource.transaction(async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.addChannel]);
      const isRenamed = name !== undefined && name !== channel.name;
      if (isRenamed) await this.requireFreeName(name, tx, id);
      const fields = Object.fromEntries(
        Object.entries({ name, description, visibility, mode }).filter(([, value]) => value !== undefined),
      );
      if (Object.keys(fields).length === 0) return;
      await tx.update(Room, { id }, fields);
      const action = isRenamed ? 'channel.renamed' : 'channel.changed';
      const target = { name: name ?? channel.name! };
      const details = { before: picked(channel, fields), after: fields };
      await this.audit.record({ actor: caller, action, roomId: id, target, details }, tx);
      await this.announce({ id, kind: 'channel', change: 'changed', old_name: isRenamed ? channel.name : null }, tx);
    });
    this.rooms.forget(id);
    const changed = await this.rooms.find(id);
    if (!changed) throw new DomainError('channel.not_found');
    return changed;
  }

  /** With everything said in it. @throws DomainError channel.not_found, channel.default, access.denied */
  async remove(caller: Principal, id: number): Promise<void> {
    const channel = await this.requireManaged(caller, id);
    if (channel.isDefault) throw new DomainError('channel.default');
    await this.dataSource.transaction(async (tx) => {
      await this.removeRoom(channel, tx);
      const target = { name: channel.name! };
      await this.audit.record({ actor: caller, action: 'channel.deleted', roomId: id, target }, tx);
    });
    this.rooms.forget(id);
  }

  async removeRoom({ id, kind, name }: RoomInfo, tx: EntityManager): Promise<void> {
    await tx.delete(Room, { id });
    await this.announce({ id, kind, change: 'deleted', old_name: name }, tx);
  }

  /** A new room of any kind, with its key. */
  async insert(room: Partial<Room> & { kind: RoomKind }, tx: EntityManager): Promise<number> {
    const [{ id }] = (await tx.query(`SELECT nextval(pg_get_serial_sequence('rooms', 'id'))::int AS id`)) as [
      { id: number },
    ];
    await tx.insert(Room, { ...room, id, dataKey: await this.keys.create(id) });
    await this.announce({ id, kind: room.kind, change: 'created', old_name: null }, tx);
    return id;
  }

  async announce(event: Omit<RoomChangedEvent, 'left'> & { left?: number }, tx: EntityManager): Promise<void> {
    await this.feed.announceTurn(event.id, tx);
    await this.events.publish(RoomChanged, { left: null, ...event }, tx);
  }

  /** A channel the caller decides about; administrators also about private ones they are not in. */
  private async requireManaged(caller: Principal, id: number): Promise<RoomInfo> {
    const channel = await this.rooms.find(id);
    const isKnown = channel?.kind === 'channel' && (caller.role === 'admin' || maySee(channel, caller.userId));
    if (!channel || !isKnown) throw new DomainError('channel.not_found');
    if (!mayManage(channel, caller)) throw new DomainError('access.denied');
    return channel;
  }

  private async requireFreeName(name: string, tx: EntityManager, except?: number): Promise<void> {
    const taken = await this.findName(name, tx);
    if (taken !== undefined && taken !== except) throw new DomainError('channel.name_taken');
  }

  private async findName(name: string, tx: EntityManager): Promise<number | undefined> {
    const [row] = (await tx.query(`SELECT id FROM rooms WHERE kind = 'channel' AND lower(name) = lower($1)`, [
      name,
    ])) as { id: number }[];
    return row?.id;
  }
}

const picked = (channel: RoomInfo, fields: object): object =>
  Object.fromEntries(Object.keys(fields).map((key) => [key, channel[key as keyof RoomInfo]]));

export const channelState = (channel: RoomInfo, counts?: UnreadCount): ChannelState => ({
  id: channel.id,
  name: channel.name!,
  description: channel.description,
  visibility: channel.visibility,
  mode: channel.mode,
  is_default: channel.isDefault ? 1 : 0,
  is_stream_channel: channel.isStreamChannel,
  unread_count: counts?.unread ?? 0,
  mention_count: counts?.mentions ?? 0,
  last_read_id: counts?.lastReadId ?? 0,
  last_message_id: counts?.lastMessageId ?? 0,
});
