import { LIMITS, ROLES, type Role } from '#libs/contracts';
import { Flag, Id, IdList, Integer, ListOf, Moment, Nested, OneOf, Quantity, Text } from '../../boundary/fields.js';
import { AvatarFields } from '../../users/index.js';

export class ReplyPreviewFields {
  @Quantity() id: number;
  @Text({ max: 100 }) username: string;
  @Text({ max: 201 }) message: string;
}

export class ReactionFields {
  @Text({ max: LIMITS.emoji }) emoji: string;
  @Integer() count: number;
  @IdList({ maxItems: 10_000 }) user_ids: number[];
}

export class MessageAuthorFields {
  @Id() user_id: number;
  @Text({ max: 32 }) username: string;
}

/** A message, as frames have it. */
export class MessageFields {
  @Quantity() id: number;
  @Integer({ description: '0: nobody who may be named.' }) user_id: number;
  @Text({ max: 100 }) username: string;
  @Text({ max: 32, nullable: true }) nickname: string | null;
  @OneOf(ROLES) role: Role;
  @Flag() anonymous: boolean;
  @Nested(AvatarFields, { nullable: true }) avatar: AvatarFields | null;
  @Text({ max: LIMITS.message }) message: string;
  @Moment() created_at: string;
  @Quantity() seq: number;
  @Moment({ optional: true }) edited_at?: string;
  @Text({ max: 200, optional: true }) image_url?: string;
  @Quantity({ optional: true }) reply_to?: number;
  @Nested(ReplyPreviewFields, { optional: true }) reply_preview?: ReplyPreviewFields;
  @ListOf(ReactionFields, { optional: true }) reactions?: ReactionFields[];
  @Flag({ optional: true }) pinned?: boolean;
  @IdList({ maxItems: 100, optional: true }) mentions?: number[];
  @Flag({ optional: true }) mentions_here?: boolean;
  @Flag({ optional: true }) own?: boolean;
  @Nested(MessageAuthorFields, { optional: true, description: 'Who an anonymous author is; only to moderators.' })
  author?: MessageAuthorFields;
  @Flag({ optional: true }) webhook?: boolean;
}

export class ThreadReply {
  @ListOf(MessageFields, { description: 'The message and what it answers, oldest first.' }) messages: MessageFields[];
  @ListOf(MessageFields, { description: 'Answers to the message, oldest first.' }) replies: MessageFields[];
}
