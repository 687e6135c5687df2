import { LIMITS } from '#libs/contracts';
import { Flag, Id, Integer, ListOf, Moment, Nested, OneOf, QueryInteger, Text } from '../../boundary/fields.js';
import { AvatarFields } from '../../users/index.js';
import { MEMBER_ROLES, type MemberRole } from './room-member.entity.js';
import type { RoomMode, Visibility } from './room.entity.js';

export const VISIBILITIES = ['public', 'private'] as const;
export const MODES = ['open', 'readonly'] as const;

const ChannelName = ({ optional = false } = {}): PropertyDecorator =>
  Text({
    min: 1,
    max: LIMITS.channelName,
    pattern: /^[\p{Ll}\p{Lo}\p{N}]+(-+[\p{Ll}\p{Lo}\p{N}]+)*$/u,
    hint: 'may have lowercase letters, digits and hyphens between them',
    example: 'general',
    optional,
  });

const Description = (): PropertyDecorator => Text({ max: LIMITS.channelDescription, optional: true });

export class NewChannel {
  @ChannelName() name: string;
  @Description() description?: string;
  @OneOf(VISIBILITIES, { optional: true }) visibility?: Visibility;
  @OneOf(MODES, { optional: true }) mode?: RoomMode;
}

export class ChannelChanges {
  @ChannelName({ optional: true }) name?: string;
  @Description() description?: string;
  @OneOf(VISIBILITIES, { optional: true }) visibility?: Visibility;
  @OneOf(MODES, { optional: true }) mode?: RoomMode;
}

export class ChannelReply {
  @Id() id: number;
  @Text({ max: LIMITS.channelName }) name: string;
  @Text({ max: LIMITS.channelDescription }) description: string;
  @OneOf(VISIBILITIES) visibility: Visibility;
  @OneOf(MODES) mode: RoomMode;
  @Integer({ max: 1 }) is_default: number;
  @Flag() is_stream_channel: boolean;
  @Integer() unread_count: number;
  @Integer() mention_count: number;
  @Integer() last_read_id: number;
  @Integer() last_message_id: number;
}

export class ChannelsReply {
  @ListOf(ChannelReply) channels: ChannelReply[];
}

export class MemberReply {
  @Id() user_id: number;
  @Text({ max: 32 }) username: string;
  @Text({ max: 32, nullable: true }) nickname: string | null;
  @OneOf(MEMBER_ROLES) role: MemberRole;
  @Moment() added_at: string;
}

export class MembersReply {
  @ListOf(MemberReply) members: MemberReply[];
}

export class NewMember {
  @Id() user_id: number;
}

export class MemberRoleBody {
  @OneOf(MEMBER_ROLES) role: MemberRole;
}

export class UserSearch {
  @Text({ max: 64, optional: true, description: 'Part of the user name or nickname, in any case.' }) q?: string;
  @QueryInteger({ max: 50, fallback: 20 }) limit: number;
}

export class FoundUser {
  @Id() id: number;
  @Text({ max: 32 }) username: string;
  @Text({ max: 32, nullable: true }) nickname: string | null;
  @Nested(AvatarFields, { nullable: true }) avatar: AvatarFields | null;
}

export class FoundUsers {
  @ListOf(FoundUser) users: FoundUser[];
}
