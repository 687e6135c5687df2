import { LIMITS, ROLES, type Role } from '#libs/contracts';
import {
  Flag,
  Id,
  IdList,
  Integer,
  ListOf,
  Moment,
  Nested,
  OneOf,
  Quantity,
  QueryInteger,
  Text,
} from '../boundary/fields.js';
import { MessageFields } from '../chat/index.js';
import { AvatarFields } from '../users/index.js';

export const CONVERSATION_TYPES = ['direct', 'group'] as const;

export class ParticipantFields {
  @Id() user_id: number;
  @Text({ max: 32 }) username: string;
  @Text({ max: 32, nullable: true }) nickname: string | null;
  @OneOf(ROLES) role: Role;
  @Nested(AvatarFields, { nullable: true }) avatar: AvatarFields | null;
}

export class LastMessageFields {
  @Text({ max: LIMITS.message }) message: string;
  @Text({ max: 32 }) username: string;
  @Moment() created_at: string;
}

export class ConversationReply {
  @Id() id: number;
  @OneOf(CONVERSATION_TYPES) type: 'direct' | 'group';
  @Text({ max: LIMITS.groupName, nullable: true }) name: string | null;
  @ListOf(ParticipantFields) participants: ParticipantFields[];
  @Nested(LastMessageFields, { nullable: true }) last_message: LastMessageFields | null;
  @Integer() unread_count: number;
  @Quantity() last_read_id: number;
  @Quantity() last_message_id: number;
  @Flag() muted: boolean;
  @Moment() created_at: string;
}

export class ConversationsReply {
  @ListOf(ConversationReply) conversations: ConversationReply[];
}

/** With one person (`user_id`), or a group (`user_ids`). */
export class NewConversation {
  @Id({ optional: true }) user_id?: number;
  @IdList({ maxItems: LIMITS.participants, optional: true }) user_ids?: number[];
  @Text({ max: LIMITS.groupName, optional: true, nullable: true }) name?: string | null;
}

export class MessagesQuery {
  @QueryInteger({ min: 1, max: 100, fallback: 100 }) limit: number;
  @QueryInteger({ min: 1, max: Number.MAX_SAFE_INTEGER, description: 'Messages before this one.' }) before_id?: number;
}

export class MessagesReply {
  @ListOf(MessageFields, { description: 'Newest first.' }) messages: MessageFields[];
  @Flag() has_more: boolean;
}

export class MuteBody {
  @Flag() muted: boolean;
}

export class MuteReply {
  @Flag() success: boolean;
  @Flag() muted: boolean;
}

export class NewParticipants {
  @IdList({ maxItems: LIMITS.participants }) user_ids: number[];
}

export class ParticipantsReply {
  @Flag() success: boolean;
  @ListOf(ParticipantFields) participants: ParticipantFields[];
}
