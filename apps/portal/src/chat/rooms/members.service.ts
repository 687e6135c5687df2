import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DomainError, roleAtLeast } from '#libs/contracts';
import { AuditLog } from '../../audit/index.js';
import type { Principal } from '../../auth/index.js';
import { AccountsService } from '../../users/index.js';
import { ChannelsService } from './channels.service.js';
import type { FoundUser, MemberReply, UserSearch } from './channels.dto.js';
import { type MemberRole, RoomMember } from './room-member.entity.js';
import { mayManage, maySee, type RoomInfo, Rooms } from './rooms.js';

/** Who belongs to a channel. */
@Injectable()
export class MembersService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly rooms: Rooms,
    private readonly channels: ChannelsService,
    private readonly accounts: AccountsService,
    private readonly audit: AuditLog,
  ) {}

  /** @throws DomainError channel.not_found */
  async list(caller: Principal, channelId: number): Promise<MemberReply[]> {
    const channel = await this.rooms.find(channelId);
    const isKnown =
      channel?.kind === 'channel' && (roleAtLeast(caller.role, 'moderator') || maySee(channel, caller.userId));
    if (!channel || !isKnown) throw new DomainError('channel.not_found');
    const rows = (await this.dataSource.query(
      `SELECT m.user_id, u.username, u.nickname, m.role, m.added_at
         FROM room_members m JOIN users u ON u.id = m.user_id
        WHERE m.room_id = $1 ORDER BY m.role DESC, lower(u.username)`,
      [channelId],
    )) as (Omit<MemberReply, 'added_at'> & { added_at: Date })[];
    return rows.map((row) => ({ ...row, added_at: row.added_at.toISOString() }));
  }

  /** Idempotent. @throws DomainError channel.not_found, access.denied, user.not_found */
  async add(caller: Principal, channelId: number, userId: number): Promise<void> {
    const channel = await this.requireRightToAdd(caller, channelId);
    const user = await this.accounts.get(userId);
    await this.change(channel, async (tx) => {
      await tx.query('INSERT INTO room_members (room_id, user_id) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
        channelId,
        userId,
      ]);
      const target = { userId, name: user.username };
      await this.audit.record({ actor: caller, action: 'channel.member_added', roomId: channelId, target }, tx);
    });
  }

  /** @throws DomainError channel.not_found, access.denied, member.not_found */
  async setRole(caller: Principal, channelId: number, userId: number, role: MemberRole): Promise<void> {
    const channel = await this.require(caller, channelId);
    if (!mayManage(channel, caller)) throw new DomainError('access.denied');
    await this.change(channel, async (tx) => {
      const { affected } = await tx.update(RoomMember, { roomId: channelId, userId }, { role });
      if (!affected) throw new DomainError('member.not_found');
      const details = { role };
      await this.audit.record(
        { actor: caller, action: 'channel.role_changed', roomId: channelId, target: { userId }, details },
        tx,
      );
    });
  }

  /** Whoever may add may remove, and everybody may go. @throws DomainError channel.not_found, access.denied, member.not_found */
  async remove(caller: Principal, channelId: number, userId: number): Promise<void> {
    const channel =
      userId === caller.userId
        ? await this.require(caller, channelId)
        : await this.requireRightToAdd(caller, channelId);
    const isModerator = channel.members.get(userId)?.role === 'moderator';
    if (isModerator && userId !== caller.userId && !mayManage(channel, caller)) throw new DomainError('access.denied');
    await this.change(channel, async (tx) => {
      const { affected } = await tx.delete(RoomMember, { roomId: channelId, userId });
      if (!affected) throw new DomainError('member.not_found');
      await this.audit.record(
        { actor: caller, action: 'channel.member_removed', roomId: channelId, target: { userId } },
        tx,
      );
    });
  }

  /** Accounts anybody may write to; not the disabled ones. */
  async search({ q = '', limit }: UserSearch): Promise<FoundUser[]> {
    const pattern = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
    return this.dataSource.query(
      `SELECT id, username, nickname, avatar FROM users
        WHERE disabled_at IS NULL AND (username ILIKE $1 OR nickname ILIKE $1)
        ORDER BY (lower(username) = lower($2)) DESC, (username ILIKE $3) DESC, lower(username) LIMIT $4`,
      [pattern, q, pattern.slice(1), limit],
    );
  }

  private async change(channel: RoomInfo, apply: (tx: EntityManager) => Promise<void>): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      await apply(tx);
      await this.channels.announce({ id: channel.id, kind: 'channel', change: 'members', old_name: null }, tx);
    });
    this.rooms.forget(channel.id);
  }

  private async requireRightToAdd(caller: Principal, channelId: number): Promise<RoomInfo> {
    const channel = await this.require(caller, channelId);
    const isModerator = channel.members.get(caller.userId)?.role === 'moderator';
    if (!isModerator && !mayManage(channel, caller)) throw new DomainError('access.denied');
    return channel;
  }

  private async require(caller: Principal, channelId: number): Promise<RoomInfo> {
    const channel = await this.rooms.find(channelId);
    const isKnown = channel?.kind === 'channel' && (caller.role === 'admin' || maySee(channel, caller.userId));
    if (!channel || !isKnown) throw new DomainError('channel.not_found');
    return channel;
  }
}
