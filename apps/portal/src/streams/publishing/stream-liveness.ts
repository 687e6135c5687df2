import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EventBus } from '#libs/events';
import { NODE_DEAD_MS } from '../../nodes/index.js';
import { Recordings } from '../../vod/index.js';
import { ENCODING, OFFLINE } from '../stream.entity.js';
import { StreamChanged, StreamWentOffline } from '../streams.events.js';

/** A node is given up when nobody has heard of it for as long; its publishers have then been elsewhere for long. */
const GIVEN_UP_MS = 4 * NODE_DEAD_MS;

/** What ends when a broadcast does, wherever that is noticed. */
@Injectable()
export class StreamLiveness {
  constructor(
    private readonly dataSource: DataSource,
    private readonly recordings: Recordings,
    private readonly events: EventBus,
  ) {}

  /** Takes a stream out of `encoding` when nothing of it waits for its owner's storage. Idempotent. */
  async settle(streamId: number): Promise<void> {
    if (await this.recordings.hasWaiting(streamId)) return;
    await this.dataSource.transaction(async (tx) => {
      const [[settled]] = (await tx.query(
        'UPDATE streams SET is_live = $2 WHERE id = $1 AND is_live = $3 RETURNING owner_id',
        [streamId, OFFLINE, ENCODING],
      )) as [{ owner_id: number }[], number];
      if (!settled) return;
      const event = { stream_id: streamId, owner_id: settled.owner_id, change: 'changed' } as const;
      await this.events.publish(StreamChanged, event, tx);
    });
  }

  /** Ends what is on the air at nodes that are gone for good, and forgets them. */
  async endLost(): Promise<void> {
    const streamIds = await this.dataSource.transaction(async (tx) => {
      const [rows] = (await tx.query(
        `UPDATE stream_sessions s SET state = 'ended', ended_at = now() FROM streams t
          WHERE t.id = s.stream_id AND s.state <> 'ended' AND NOT EXISTS
            (SELECT 1 FROM media_nodes n WHERE n.id = s.node_id AND n.seen_at > now() - $1 * interval '1 ms')
            AND COALESCE(s.interrupted_at, s.started_at) < now() - $1 * interval '1 ms'
          RETURNING s.stream_id, t.owner_id`,
        [GIVEN_UP_MS],
      )) as [{ stream_id: number; owner_id: number }[], number];
      for (const { stream_id, owner_id } of rows) {
        await tx.query('UPDATE streams SET is_live = $2, live_since = NULL WHERE id = $1', [stream_id, ENCODING]);
        await this.events.publish(StreamWentOffline, { stream_id, owner_id }, tx);
      }
      await tx.query(`DELETE FROM media_nodes WHERE seen_at < now() - $1 * interval '1 ms'`, [GIVEN_UP_MS]);
      return rows.map(({ stream_id }) => stream_id);
    });
    for (const streamId of streamIds) await this.settle(streamId);
  }
}
