import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DomainError, type Role, roleAtLeast } from '#libs/contracts';
import { EventBus } from '#libs/events';
import { UserDeleted } from '../../users/users.events.js';
import { RoomChanged } from '../chat.events.js';
import type { MemberRole } from './room-member.entity.js';
import type { RoomKind, RoomMode, Visibility } from './room.entity.js';
import { RoomKeys } from './room-keys.js';

/** A room as of now, without its messages. */
export interface RoomInfo {
  id: number;
  kind: RoomKind;
  name: string | null;
  description: string;
  visibility: Visibility;
  mode: RoomMode;
  isDefault: boolean;
  isStreamChannel: boolean;
  createdBy: number | null;
  createdAt: Date;
  members: ReadonlyMap<number, { role: MemberRole; muted: boolean }>;
}

/** Who asks for a room: a principal, or less. */
export interface Visitor {
  userId: number;
  role: Role;
}

const MAX_CACHED = 10_000;

const ROOM_QUERY = `
  SELECT r.id, r.kind, r.name, r.description, r.visibility, r.mode, r.is_default, r.is_stream_channel, r.created_by, r.created_at,
         COALESCE((SELECT json_agg(json_build_array(m.user_id, m.role, m.muted) ORDER BY m.added_at, m.user_id)
                     FROM room_members m WHERE m.room_id = r.id), '[]') AS members
    FROM rooms r`;

interface RoomRow {
  id: number;
  kind: RoomKind;
  name: string | null;
  description: string;
  visibility: Visibility;
  mode: RoomMode;
  is_default: boolean;
  is_stream_channel: boolean;
  created_by: number | null;
  created_at: Date;
  members: [number, MemberRole, boolean][];
}

/** Rooms and who may enter them, in memory; every process forgets a room the moment it changes. */
@Injectable()
export class Rooms implements OnModuleInit {
  private readonly rooms = new Map<number, RoomInfo>();
  private readonly channels = new Map<string, number>();
  /** Counts changes: what was read before one is not kept after it. */
  private changes = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly events: EventBus,
    private readonly keys: RoomKeys,
  ) {}

  onModuleInit(): void {
    this.events.onEverywhere(RoomChanged, ({ id, change }) => {
      this.forget(id);
      if (change === 'deleted') this.keys.forget(id);
    });
    this.events.onEverywhere(UserDeleted, () => this.forgetAll());
  }

  async find(id: number): Promise<RoomInfo | undefined> {
    return this.rooms.get(id) ?? (await this.read('r.id = $1', id));
  }

  /** Those that exist, in the order of `ids`. */
  async load(ids: readonly number[]): Promise<RoomInfo[]> {
    const found = new Map<number, RoomInfo>();
    const missing: number[] = [];
    for (const id of ids) {
      const known = this.rooms.get(id);
      if (known) found.set(id, known);
      else missing.push(id);
    }
    for (const room of await this.readAll('r.id = ANY($1)', missing)) found.set(room.id, room);
    return ids.flatMap((id) => found.get(id) ?? []);
  }

  /** Without waiting, when it is in memory. */
  peek(id: number): RoomInfo | undefined {
    return this.rooms.get(id);
  }

  async findChannel(name: string): Promise<RoomInfo | undefined> {
    const key = name.toLowerCase();
    const known = this.rooms.get(this.channels.get(key) ?? 0);
    return known ?? (await this.read(`r.kind = 'channel' AND lower(r.name) = $1`, key));
  }

  /** A channel the visitor may see. @throws DomainError channel.not_found */
  async requireChannel(visitor: Visitor, channel: string | number): Promise<RoomInfo> {
    const room = typeof channel === 'number' ? await this.find(channel) : await this.findChannel(channel);
    if (room?.kind !== 'channel' || !maySee(room, visitor.userId)) throw new DomainError('channel.not_found');
    return room;
  }

  /** A conversation the visitor takes part in. @throws DomainError conversation.not_found */
  async requireConversation(visitor: Visitor, id: number): Promise<RoomInfo> {
    const room = await this.find(id);
    if (!room || room.kind === 'channel' || !room.members.has(visitor.userId)) {
      throw new DomainError('conversation.not_found');
    }
    return room;
  }

  forget(id: number): void {
    this.changes++;
    const room = this.rooms.get(id);
    this.rooms.delete(id);
    if (room?.kind === 'channel') this.channels.delete(room.name!.toLowerCase());
  }

  private forgetAll(): void {
    this.changes++;
    this.rooms.clear();
    this.channels.clear();
  }

  private async read(condition: string, parameter: string | number): Promise<RoomInfo | undefined> {
    const [room] = await this.readAll(condition, parameter);
    return room;
  }

  private async readAll(condition: string, parameter: string | number | readonly number[]): Promise<RoomInfo[]> {
    if (Array.isArray(parameter) && parameter.length === 0) return [];
    const { changes } = this;
    const rows = (await this.dataSource.query(`${ROOM_QUERY} WHERE ${condition}`, [parameter])) as RoomRow[];
    const rooms = rows.map(infoOf);
    if (changes === this.changes) for (const room of rooms) this.keep(room);
    return rooms;
  }

  private keep(room: RoomInfo): void {
    if (this.rooms.size >= MAX_CACHED) this.forgetAll();
    this.rooms.set(room.id, room);
    if (room.kind === 'channel') this.channels.set(room.name!.toLowerCase(), room.id);
  }
}

const infoOf = (row: RoomRow): RoomInfo => ({
  id: row.id,
  kind: row.kind,
  name: row.name,
  description: row.description,
  visibility: row.visibility,
  mode: row.mode,
  isDefault: row.is_default,
  isStreamChannel: row.is_stream_channel,
  createdBy: row.created_by,
  createdAt: row.created_at,
  members: new Map(row.members.map(([userId, role, muted]) => [userId, { role, muted }])),
});

/** Public channels are everybody's; the rest is its members', whatever role somebody has in the portal. */
export const maySee = (room: RoomInfo, userId: number): boolean =>
  (room.kind === 'channel' && room.visibility === 'public') || room.members.has(userId);

/** Moderators of the portal, the channel's own, and who made it. Conversations have none. */
export const mayModerate = (room: RoomInfo, { userId, role }: Visitor): boolean =>
  room.kind === 'channel' &&
  maySee(room, userId) &&
  (roleAtLeast(role, 'moderator') || room.members.get(userId)?.role === 'moderator');

export const mayPost = (room: RoomInfo, visitor: Visitor): boolean =>
  maySee(room, visitor.userId) && (room.mode === 'open' || mayModerate(room, visitor));

/** Who may change who belongs to a channel and what it is. */
export const mayManage = (room: RoomInfo, { userId, role }: Visitor): boolean =>
  room.kind === 'channel' && (role === 'admin' || room.createdBy === userId);
