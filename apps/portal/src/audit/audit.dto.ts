import { Dictionary, Id, ListOf, Moment, Nested, QueryInteger, Text } from '../boundary/fields.js';

const ACTION = /^[a-z_]+(\.[a-z_]+)?$/;

/** All given conditions hold. */
export class AuditFilter {
  @Text({
    max: 64,
    pattern: ACTION,
    hint: 'must be an action or its noun',
    optional: true,
    description: 'An action (`user.banned`) or all about a noun (`user`).',
  })
  action?: string;

  @Text({ max: 32, optional: true, description: 'Name of who did it, whatever its case.' }) actor?: string;
  @Text({ max: 100, optional: true, description: 'Name of whom or what it was done to, whatever its case.' })
  target?: string;
  @QueryInteger({ min: 1, max: 2_147_483_647, description: 'Id of a channel.' }) room_id?: number;
  @Moment({ optional: true, description: 'Only entries from before this moment.' }) before?: string;
  @Moment({ optional: true, description: 'Only entries from this moment on.' }) after?: string;
  @QueryInteger({ min: 1, max: Number.MAX_SAFE_INTEGER, description: 'The `next_cursor` of the page before.' })
  cursor?: number;
  @QueryInteger({ min: 1, max: 100, fallback: 50 }) limit: number;
}

export class AuditParty {
  @Id({ nullable: true, description: 'Null for what is no account, or one that is gone.' }) user_id: number | null;
  @Text({ max: 100, nullable: true }) name: string | null;
}

export class AuditEntryReply {
  @Id() id: number;
  @Text({ max: 64, example: 'user.banned' }) action: string;
  @Nested(AuditParty, { nullable: true, description: 'Null for automatic rules and jobs.' }) actor: AuditParty | null;
  @Nested(AuditParty, { nullable: true }) target: AuditParty | null;
  @Id({ nullable: true }) room_id: number | null;
  @Dictionary({ nullable: true, description: 'What else there is to know, depending on the action.' })
  details: object | null;
  @Moment() created_at: string;
}

export class AuditLogReply {
  @ListOf(AuditEntryReply, { description: 'Newest first.' }) entries: AuditEntryReply[];
  @Id({ nullable: true, description: 'The `cursor` of the next page; null on the last.' }) next_cursor: number | null;
}
