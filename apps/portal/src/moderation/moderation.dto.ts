import { Id, Integer, ListOf, Moment, OneOf, QueryInteger, Text } from '../boundary/fields.js';
import { SANCTION_KINDS, type SanctionKind } from './sanction.entity.js';

const MAX_REASON_CHARS = 300;
/** Four weeks. */
const MAX_MINUTES = 40_320;

/** Whom, and where. */
export class Sanctioned {
  @Id() user_id: number;
  @Id({ optional: true, nullable: true, description: 'One channel; absent or null for all.' }) room_id?: number | null;
}

class Reasoned extends Sanctioned {
  @Text({ max: MAX_REASON_CHARS, optional: true, description: 'The user gets to read it.' }) reason?: string;
}

export class TimeoutBody extends Reasoned {
  @Integer({ min: 1, max: MAX_MINUTES }) minutes: number;
}

/** Of mutes and bans. */
export class SanctionBody extends Reasoned {
  @Integer({ min: 1, max: MAX_MINUTES, optional: true, nullable: true, description: 'Absent or null: until lifted.' })
  minutes?: number | null;
}

export class SanctionFilter {
  @QueryInteger({ min: 1, max: 2_147_483_647 }) user_id?: number;
  @QueryInteger({ min: 1, max: 2_147_483_647 }) room_id?: number;
  @OneOf(SANCTION_KINDS, { optional: true }) kind?: SanctionKind;
  @QueryInteger({ min: 1, max: 2_147_483_647, description: 'The `next_cursor` of the page before.' }) cursor?: number;
  @QueryInteger({ min: 1, max: 100, fallback: 100 }) limit: number;
}

export class SanctionReply {
  @Id() id: number;
  @Id() user_id: number;
  @Text({ max: 32 }) username: string;
  @OneOf(SANCTION_KINDS) kind: SanctionKind;
  @Id({ nullable: true, description: 'Null for all channels.' }) room_id: number | null;
  @Moment({ nullable: true, description: 'Null: until it is lifted.' }) until: string | null;
  @Text({ max: MAX_REASON_CHARS }) reason: string;
  @Text({ max: 32, nullable: true, description: 'Null: an automatic rule.' }) imposed_by: string | null;
  @Moment() created_at: string;
}

export class SanctionsReply {
  @ListOf(SanctionReply, { description: 'Those in force, newest first.' }) sanctions: SanctionReply[];
  @Id({ nullable: true }) next_cursor: number | null;
}
