import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { PortalConfig } from '#libs/config';
import { EventBus } from '#libs/events';
import { RecordingChunk } from './recording-chunk.entity.js';
import { VodStorage } from './vod-storage.entity.js';
import { ChunkRecorded } from './vod.events.js';

export interface NewChunk {
  userId: number;
  streamId: number;
  sessionId: string;
  /** Below `Recordings.folder`. */
  localPath: string;
  remoteName: string;
  bytes: number;
  sha256: Buffer;
  /** Milliseconds. */
  duration: number;
}

const GB = 1_000_000_000;

/** What was recorded and is not at its owner's yet. */
@Injectable()
export class Recordings {
  /** Absolute; media and worker processes see the same. */
  readonly folder: string;

  constructor(
    private readonly dataSource: DataSource,
    private readonly events: EventBus,
    private readonly config: PortalConfig,
  ) {
    this.folder = path.join(config.get('PORTAL_DATA_DIR'), 'recordings');
  }

  /** Whether the user has somewhere to put recordings. */
  async isWanted(userId: number, tx: EntityManager = this.dataSource.manager): Promise<boolean> {
    return tx.existsBy(VodStorage, { userId });
  }

  /** Made if it is not there. */
  folderOf(sessionId: string): string {
    const folder = path.join(this.folder, sessionId);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return folder;
  }

  /** Idempotent: a chunk that is known stays as it is. */
  async add(chunk: NewChunk): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const { raw } = await tx
        .createQueryBuilder()
        .insert()
        .into(RecordingChunk)
        .values({ ...chunk, bytes: String(chunk.bytes) })
        .orIgnore()
        .returning('id')
        .execute();
      const [added] = raw as { id: string }[];
      if (!added) return;
      await this.events.publish(ChunkRecorded, { chunk_id: added.id, user_id: chunk.userId }, tx);
    });
  }

  /** Whether the piece is at its owner's already. */
  async isStored({ userId, remoteName }: Pick<NewChunk, 'userId' | 'remoteName'>): Promise<boolean> {
    return this.dataSource.manager.existsBy(RecordingChunk, { userId, remoteName, state: 'stored' });
  }

  /** The number of a broadcast's next piece. */
  async nextIndex(sessionId: string): Promise<number> {
    const [{ next }] = (await this.dataSource.query(
      `SELECT COALESCE(max(substring(local_path FROM 'chunk_(\\d+)\\.mkv$')::int) + 1, 0) AS next
         FROM recording_chunks WHERE session_id = $1`,
      [sessionId],
    )) as [{ next: number }];
    return next;
  }

  /** Whether something of the stream is not at its owner's yet. */
  async hasWaiting(streamId: number, tx: EntityManager = this.dataSource.manager): Promise<boolean> {
    return tx.existsBy(RecordingChunk, { streamId, state: 'recorded' });
  }

  /** What recordings that are not at their owners' yet may take. */
  get quotaBytes(): number {
    return this.config.get('PORTAL_RECORDING_QUOTA_GB') * GB;
  }

  /** Bytes that may still be recorded. */
  async bytesLeft(): Promise<number> {
    const [{ bytes }] = (await this.dataSource.query(
      `SELECT COALESCE(sum(bytes), 0) AS bytes FROM recording_chunks WHERE state = 'recorded'`,
    )) as [{ bytes: string }];
    return this.quotaBytes - Number(bytes);
  }
}
