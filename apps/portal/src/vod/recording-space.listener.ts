import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EventBus } from '#libs/events';
import { Recordings } from './recordings.js';
import { ChunkRecorded, RecordingSpaceLow } from './vod.events.js';

const ALARM_SHARE = 0.9;

/** With every piece that is recorded: says so while there is little room for more. Recording goes on until there is none. */
@Injectable()
export class RecordingSpace implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly events: EventBus,
    private readonly recordings: Recordings,
  ) {}

  onModuleInit(): void {
    this.events.on(ChunkRecorded, 'recording-space', () => this.look());
  }

  private async look(): Promise<void> {
    const { quotaBytes } = this.recordings;
    const used = quotaBytes - (await this.recordings.bytesLeft());
    if (used < quotaBytes * ALARM_SHARE) return;
    const rows = (await this.dataSource.query(
      `SELECT DISTINCT user_id FROM recording_chunks WHERE state = 'recorded'`,
    )) as { user_id: number }[];
    const low = { user_ids: rows.map(({ user_id }) => user_id), used_bytes: used, quota_bytes: quotaBytes };
    await this.dataSource.transaction((tx) => this.events.publish(RecordingSpaceLow, low, tx));
  }
}
