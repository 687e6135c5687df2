import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '../auth/index.js';
import type { StreamsQuery } from './streams.dto.js';
import { LIVE, type Liveness } from './stream.entity.js';

/** A stream as it is shown, before anybody is counted. */
export interface StreamRow {
  id: number;
  title: string;
  description: string;
  owner_id: number;
  owner: string;
  is_live: Liveness;
  live_since: Date | null;
  is_public: boolean;
  rtmp_enabled: boolean;
  key_hint: string;
  playback_key: string;
  chat_channel_id: number | null;
  has_thumbnail: boolean;
  created_at: Date;
}

const ROWS = `
  SELECT s.id, s.title, s.description, s.owner_id, u.username AS owner, s.is_live, s.live_since, s.is_public,
         s.rtmp_enabled, s.key_hint, s.playback_key, s.chat_channel_id, s.created_at,
         EXISTS (SELECT 1 FROM stream_thumbnails t WHERE t.stream_id = s.id) AS has_thumbnail
    FROM streams s JOIN users u ON u.id = s.owner_id`;

/** Streams by who may know of them: the condition is in the query. */
@Injectable()
export class StreamRows {
  constructor(private readonly dataSource: DataSource) {}

  ofOwner(ownerId: number): Promise<StreamRow[]> {
    return this.read(`WHERE s.owner_id = $1 ORDER BY s.id`, [ownerId]);
  }

  /** Those on the air first. */
  public({ limit, offset }: StreamsQuery): Promise<StreamRow[]> {
    return this.read(
      `WHERE s.is_public ORDER BY (s.is_live = $3) DESC, s.live_since DESC NULLS LAST, s.id DESC LIMIT $1 OFFSET $2`,
      [limit, offset, LIVE],
    );
  }

  /** Public ones on the air. */
  open({ limit, offset }: StreamsQuery): Promise<StreamRow[]> {
    return this.read(`WHERE s.is_public AND s.is_live = $3 ORDER BY s.live_since DESC, s.id DESC LIMIT $1 OFFSET $2`, [
      limit,
      offset,
      LIVE,
    ]);
  }

  /** One the caller may see. */
  async find({ userId, role }: Pick<Principal, 'userId' | 'role'>, id: number): Promise<StreamRow | undefined> {
    const [row] = await this.read('WHERE s.id = $1 AND (s.is_public OR s.owner_id = $2 OR $3)', [
      id,
      userId,
      role === 'admin',
    ]);
    return row;
  }

  /** For whoever has been let in. */
  async findAny(id: number): Promise<StreamRow | undefined> {
    const [row] = await this.read('WHERE s.id = $1', [id]);
    return row;
  }

  async countOpen(): Promise<number> {
    const [{ count }] = (await this.dataSource.query(
      'SELECT count(*)::int AS count FROM streams WHERE is_public AND is_live = $1',
      [LIVE],
    )) as [{ count: number }];
    return count;
  }

  private async read(condition: string, parameters: unknown[]): Promise<StreamRow[]> {
    return (await this.dataSource.query(`${ROWS} ${condition}`, parameters)) as StreamRow[];
  }
}
