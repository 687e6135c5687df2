import { Flag, Integer, ListOf, Moment, QueryFlag, QueryInteger, Text } from '../boundary/fields.js';

export const MAX_PAGE = 100;

export class NotificationsQuery {
  @QueryFlag({ description: 'Only those that are unread.' })
  unread?: boolean;

  @QueryInteger({ min: 1, max: MAX_PAGE, fallback: 50 })
  limit: number;

  @QueryInteger({ min: 1, max: 2_147_483_647, description: 'Only those older than the one with this id.' })
  before?: number;
}

export class NotificationReply {
  @Integer({ min: 1 }) id: number;
  @Text({ max: 32, example: 'mention' }) type: string;
  @Text({ max: 200 }) title: string;
  @Text({ max: 500 }) message: string;

  @Text({ max: 500, nullable: true, description: 'The page of the portal it leads to.' })
  link: string | null;

  @Flag() is_read: boolean;
  @Moment() created_at: Date;
}

export class NotificationList {
  @ListOf(NotificationReply) notifications: NotificationReply[];
  @Integer() unread_count: number;
}

export class ReadAllReply {
  @Flag() success: boolean;
  @Integer({ description: 'How many were unread.' }) count: number;
}
