import { Dictionary, Flag, Moment, Nested } from '../boundary/fields.js';
import { KeptDays, RetentionSettings } from '../settings/index.js';

/** Absent windows stay as they are. */
export class RetentionChanges {
  @KeptDays('messages of channels', { optional: true }) chat?: number;
  @KeptDays('direct messages', { optional: true }) dm?: number;
  @KeptDays('notifications', { optional: true }) notifications?: number;
  @KeptDays('entries of the audit log', { optional: true }) audit?: number;
  @KeptDays('ended remote sessions', { optional: true }) activity?: number;
}

export class RetentionRunReply {
  @Moment() started_at: string;
  @Moment() finished_at: string;
  @Dictionary({ description: 'Rows deleted, by kind.', example: { chat: 120, uploads: 3 } }) deleted: object;
  @Flag({ description: 'It ended early; the next one goes on.' }) incomplete: boolean;
}

/** Days by kind, 0 for ever. */
export class RetentionReply extends RetentionSettings {
  @Nested(RetentionRunReply, { nullable: true }) last_run: RetentionRunReply | null = null;
}
