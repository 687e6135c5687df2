import { Id, ListOf, Moment, Text } from '../boundary/fields.js';

export class BlockedUser {
  @Id() id: number;
  @Text({ max: 32 }) username: string;
  @Moment() blocked_at: string;
}

export class BlockedUsersReply {
  @ListOf(BlockedUser, { description: 'Newest first.' }) blocked_users: BlockedUser[];
}
