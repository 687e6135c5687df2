import { Flag, Integer, ListOf, Moment, QueryFlag, QueryInteger, Text } from '../boundary/fields.js';

export class SessionReply {
  @Text({ max: 32 }) id: string;
  @Integer() user_id: number;
  @Text({ max: 32 }) username: string;
  @Text({ max: 16, description: '`service` or `connection`.' }) origin: string;
  @Text({ max: 32, description: 'The id of the service or the connection.' }) entry_id: string;
  @Text({ max: 100 }) name: string;
  @Text({ max: 32 }) plugin: string;
  @Text({ max: 255 }) host: string;
  @Integer() port: number;
  @Text({ max: 64, description: 'Where its viewer came from.' }) ip: string;
  @Moment() started_at: Date;
  @Moment({ nullable: true }) ended_at: Date | null;
  @Text({ max: 64, nullable: true }) end_reason: string | null;
  @Integer({ description: 'From the viewer. Of a live session in another process: as of its last minute.' })
  bytes_in: number;
  @Integer() bytes_out: number;
  @Flag({ optional: true, description: 'Whether somebody looks at it now; absent when another process holds it.' })
  attached?: boolean;
}

export class SessionsReply {
  @ListOf(SessionReply) sessions: SessionReply[];
}

export class SessionFilter {
  @QueryFlag({ description: 'Of all users; administrators only.' }) all?: boolean;
}

export class RecentFilter {
  @QueryInteger({ min: 1, max: 100, fallback: 10 }) limit: number;
}
