import { Injectable } from '@nestjs/common';
import { DomainError } from '#libs/contracts';
import type { Principal } from '../auth/index.js';
import { ModerationService, Sanctions } from '../moderation/index.js';
import type { BanReply, BansReply, NewBan } from './streams.dto.js';
import { StreamsService } from './streams.service.js';

const MAX_LISTED = 1_000;

/** Whom the owner of a stream does not want in its chat. */
@Injectable()
export class StreamBansService {
  constructor(
    private readonly streams: StreamsService,
    private readonly sanctions: Sanctions,
    private readonly moderation: ModerationService,
  ) {}

  /** @throws DomainError stream.not_found */
  async list(ownerId: number, streamId: number): Promise<BansReply> {
    const { chatChannelId: room_id } = await this.streams.require(ownerId, streamId);
    if (room_id === null) return { bans: [] };
    const { sanctions } = await this.moderation.list({ room_id, kind: 'ban', limit: MAX_LISTED });
    return { bans: sanctions.map(({ imposed_by, ...ban }) => ({ ...ban, banned_by: imposed_by })) };
  }

  /** @throws DomainError stream.not_found, channel.not_found, user.not_found, user.self, access.denied (a higher role) */
  async add(owner: Principal, streamId: number, { user_id: userId, reason = '' }: NewBan): Promise<BanReply> {
    const roomId = await this.requireRoom(owner, streamId);
    await this.sanctions.impose({ kind: 'ban', userId, roomId, until: null, reason, by: owner, amongEquals: true });
    const { bans } = await this.list(owner.userId, streamId);
    const ban = bans.find(({ user_id }) => user_id === userId);
    if (!ban) throw new DomainError('sanction.not_found');
    return ban;
  }

  /** @throws DomainError stream.not_found, channel.not_found, user.not_found, sanction.not_found, user.self, access.denied */
  async remove(owner: Principal, streamId: number, userId: number): Promise<void> {
    const roomId = await this.requireRoom(owner, streamId);
    await this.sanctions.lift({ kind: 'ban', userId, roomId, by: owner, amongEquals: true });
  }

  private async requireRoom(owner: Principal, streamId: number): Promise<number> {
    const { chatChannelId } = await this.streams.require(owner.userId, streamId);
    if (chatChannelId === null) throw new DomainError('channel.not_found');
    return chatChannelId;
  }
}
