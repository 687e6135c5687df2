import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type ChatMessage, type Conversation, DomainError, invalidFields, LIMITS } from '#libs/contracts';
import type { Principal } from '../auth/index.js';
import { Blocks } from '../blocking/index.js';
import {
  Authors,
  ChannelsService,
  hiddenIn,
  MessageReader,
  nameOf,
  ReadMarks,
  receiverOf,
  type RoomInfo,
  RoomRights,
  Rooms,
  type StoredMessage,
  withoutHidden,
} from '../chat/index.js';
import { AccountsService } from '../users/index.js';
import type { NewConversation } from './conversations.dto.js';

type Caller = Pick<Principal, 'userId' | 'role'>;

/** Conversations between two, or of a group. */
@Injectable()
export class ConversationsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly rooms: Rooms,
    private readonly rights: RoomRights,
    private readonly channels: ChannelsService,
    private readonly reader: MessageReader,
    private readonly marks: ReadMarks,
    private readonly authors: Authors,
    private readonly accounts: AccountsService,
    private readonly blocks: Blocks,
  ) {}

  /** The latest to have said something first. */
  async list(caller: Caller): Promise<Conversation[]> {
    const rows = (await this.dataSource.query(
      `SELECT r.id FROM room_members m JOIN rooms r ON r.id = m.room_id
        WHERE m.user_id = $1 AND r.kind <> 'channel'
        ORDER BY COALESCE(r.last_message_at, r.created_at) DESC, r.id DESC LIMIT 500`,
      [caller.userId],
    )) as { id: number }[];
    return this.present(
      caller,
      rows.map(({ id }) => id),
    );
  }

  /** @throws DomainError conversation.not_found */
  async get(caller: Caller, id: number): Promise<Conversation> {
    const room = await this.rooms.requireConversation(caller, id);
    const [conversation] = await this.present(caller, [id]);
    if (!conversation) throw new DomainError('conversation.not_found');
    await this.rights.requireSight(room, caller.userId);
    return conversation;
  }

  /** @throws DomainError request.invalid, user.not_found, user.self, user.blocked, conversation.full */
  async create(caller: Caller, { user_id, user_ids, name }: NewConversation): Promise<Conversation> {
    if ((user_id === undefined) === (user_ids === undefined)) {
      const message = 'either user_id or user_ids is required';
      throw invalidFields([
        { field: 'user_id', message },
        { field: 'user_ids', message },
      ]);
    }
    const id =
      user_id === undefined
        ? await this.createGroup(caller, user_ids!, name ?? null)
        : await this.direct(caller, user_id);
    return this.get(caller, id);
  }

  /** Newest first. @throws DomainError conversation.not_found */
  async messages(
    caller: Caller,
    id: number,
    { limit, before_id }: { limit: number; before_id?: number },
  ): Promise<{ messages: ChatMessage[]; has_more: boolean }> {
    const room = await this.rooms.requireConversation(caller, id);
    const page = await this.reader.page(id, { limit, beforeId: before_id });
    await this.rights.requireSight(room, caller.userId);
    const messages = await this.reader.present(this.visible(caller, room, page.messages), receiverOf(caller));
    return { messages: messages.reverse(), has_more: page.hasMore };
  }

  /** @throws DomainError conversation.not_found */
  async mute(caller: Caller, id: number, muted: boolean): Promise<void> {
    const room = await this.rooms.requireConversation(caller, id);
    await this.dataSource.transaction(async (tx) => {
      await tx.query('UPDATE room_members SET muted = $3 WHERE room_id = $1 AND user_id = $2', [
        id,
        caller.userId,
        muted,
      ]);
      await this.announceMembers(room, tx);
    });
    this.rooms.forget(id);
  }

  /** The last one to go takes the conversation along. @throws DomainError conversation.not_found, conversation.not_group */
  async leave(caller: Caller, id: number): Promise<void> {
    const room = await this.requireGroup(caller, id);
    await this.dataSource.transaction(async (tx) => {
      await tx.query('SELECT 1 FROM rooms WHERE id = $1 FOR NO KEY UPDATE', [id]);
      await tx.query('DELETE FROM room_members WHERE room_id = $1 AND user_id = $2', [id, caller.userId]);
      await this.announceMembers(room, tx, caller.userId);
      const [{ count }] = (await tx.query('SELECT count(*)::int AS count FROM room_members WHERE room_id = $1', [
        id,
      ])) as [{ count: number }];
      if (count === 0) await this.channels.removeRoom(room, tx);
    });
    this.rooms.forget(id);
  }

  /** @throws DomainError conversation.not_found, conversation.not_group, conversation.full, user.not_found, user.blocked */
  async add(caller: Caller, id: number, userIds: number[]): Promise<Conversation> {
    const room = await this.requireGroup(caller, id);
    await this.requireWilling(caller, userIds);
    await this.dataSource.transaction(async (tx) => {
      await tx.query('SELECT 1 FROM rooms WHERE id = $1 FOR NO KEY UPDATE', [id]);
      await tx.query(
        'INSERT INTO room_members (room_id, user_id) SELECT $1, unnest($2::int[]) ON CONFLICT DO NOTHING',
        [id, userIds],
      );
      const [{ count }] = (await tx.query('SELECT count(*)::int AS count FROM room_members WHERE room_id = $1', [
        id,
      ])) as [{ count: number }];
      if (count > LIMITS.participants) throw new DomainError('conversation.full');
      await this.announceMembers(room, tx);
    });
    this.rooms.forget(id);
    return this.get(caller, id);
  }

  visible({ userId }: Caller, room: RoomInfo, messages: readonly StoredMessage[]): StoredMessage[] {
    return withoutHidden(messages, hiddenIn(room, userId, this.blocks));
  }

  private async direct(caller: Caller, userId: number): Promise<number> {
    if (userId === caller.userId) throw new DomainError('user.self');
    const directKey = [caller.userId, userId].toSorted((a, b) => a - b).join(':');
    const known = await this.findDirect(directKey);
    if (known !== undefined) return known;
    await this.requireWilling(caller, [userId]);
    try {
      return await this.insert({ kind: 'direct', directKey }, [caller.userId, userId]);
    } catch (error) {
      // Both opened it at once.
      const made = await this.findDirect(directKey);
      if (made === undefined) throw error;
      return made;
    }
  }

  private async createGroup(caller: Caller, userIds: number[], name: string | null): Promise<number> {
    const others = [...new Set(userIds)].filter((id) => id !== caller.userId);
    if (others.length === 0) throw invalidFields([{ field: 'user_ids', message: 'must name somebody else' }]);
    if (others.length >= LIMITS.participants) throw new DomainError('conversation.full');
    await this.requireWilling(caller, others);
    return this.insert({ kind: 'group', name: name || null }, [caller.userId, ...others]);
  }

  private insert(
    room: { kind: 'direct' | 'group'; directKey?: string; name?: string | null },
    userIds: number[],
  ): Promise<number> {
    return this.dataSource.transaction(async (tx) => {
      const id = await this.channels.insert({ ...room, visibility: 'private' }, tx);
      await tx.query('INSERT INTO room_members (room_id, user_id) SELECT $1, unnest($2::int[])', [id, userIds]);
      return id;
    });
  }

  private async findDirect(directKey: string): Promise<number | undefined> {
    const [row] = (await this.dataSource.query('SELECT id FROM rooms WHERE direct_key = $1', [directKey])) as {
      id: number;
    }[];
    return row?.id;
  }

  /** They exist, and nobody among them has blocked the caller or was blocked. */
  private async requireWilling({ userId }: Caller, others: number[]): Promise<void> {
    for (const other of others) {
      const account = await this.accounts.get(other);
      if (account.disabledAt) throw new DomainError('user.not_found');
    }
    const apart = await this.blocks.areApart(others.map((other) => [userId, other]));
    if (apart.includes(true)) throw new DomainError('user.blocked');
  }

  private async requireGroup(caller: Caller, id: number): Promise<RoomInfo> {
    const room = await this.rooms.requireConversation(caller, id);
    if (room.kind !== 'group') throw new DomainError('conversation.not_group');
    return room;
  }

  private announceMembers({ id, kind }: RoomInfo, tx: EntityManager, left?: number): Promise<void> {
    const event = { id, kind, change: 'members' as const, old_name: null, ...(left !== undefined && { left }) };
    return this.channels.announce(event, tx);
  }

  private async present(caller: Caller, ids: readonly number[]): Promise<Conversation[]> {
    if (ids.length === 0) return [];
    const rooms = (await this.rooms.load(ids)).filter(({ members }) => members.has(caller.userId));
    const [counts, last, profiles] = await Promise.all([
      this.marks.counts(caller.userId, ids, [...this.blocks.apartFrom(caller.userId)]),
      this.lastMessages(caller, rooms),
      this.authors.load(rooms.flatMap(({ members }) => [...members.keys()])),
    ]);
    return rooms.map((room): Conversation => {
      const count = counts.get(room.id);
      return {
        id: room.id,
        type: room.kind as 'direct' | 'group',
        name: room.name,
        participants: [...room.members.keys()].flatMap((userId) => {
          const profile = profiles.get(userId);
          if (!profile) return [];
          const { username, nickname, role, avatar } = profile;
          return [{ user_id: userId, username, nickname, role, avatar }];
        }),
        last_message: last.get(room.id) ?? null,
        unread_count: count?.unread ?? 0,
        last_read_id: count?.lastReadId ?? 0,
        last_message_id: count?.lastMessageId ?? 0,
        muted: room.members.get(caller.userId)!.muted,
        created_at: room.createdAt.toISOString(),
      };
    });
  }

  private async lastMessages(
    caller: Caller,
    rooms: readonly RoomInfo[],
  ): Promise<Map<number, { message: string; username: string; created_at: string }>> {
    const rows = (await this.dataSource.query(
      `SELECT l.id FROM room_members e JOIN rooms r ON r.id = e.room_id
        CROSS JOIN LATERAL (SELECT m.id FROM messages m WHERE m.room_id = r.id AND m.deleted_at IS NULL
                               AND (m.user_id IS NULL OR r.kind = 'direct' OR m.user_id <> ALL($3::int[]))
                             ORDER BY m.id DESC LIMIT 1) l
        WHERE e.user_id = $1 AND e.room_id = ANY($2)`,
      [caller.userId, rooms.map(({ id }) => id), [...this.blocks.apartFrom(caller.userId)]],
    )) as { id: string }[];
    const messages = await this.reader.load(rows.map(({ id }) => Number(id)));
    const profiles = await this.reader.profilesOf(messages);
    return new Map(
      messages.map((message) => [
        message.roomId,
        {
          message: message.text ?? '',
          username: nameOf(message, profiles),
          created_at: message.createdAt.toISOString(),
        },
      ]),
    );
  }
}
