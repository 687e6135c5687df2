import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DomainError } from '#libs/contracts';
import { EventBus } from '#libs/events';
import { type JobContext, JobQueues } from '#libs/queue';
import type { Log } from '#libs/telemetry';
import { LOG } from '../boundary/log.js';
import { uploadChunk } from './chunk-upload.js';
import { OffloadChunk, SweepChunks } from './offload-chunk.jobs.js';
import { RecordingChunk } from './recording-chunk.entity.js';
import { Recordings } from './recordings.js';
import { StorageSessions } from './storage-sessions.js';
import { VodStorages } from './vod-storages.js';
import { VodStorage } from './vod-storage.entity.js';
import { ChunkRecorded, ChunkSettled, StorageChanged } from './vod.events.js';

/** Brings recordings to their owners, piece by piece. */
@Injectable()
export class OffloadChunkProcessor implements OnApplicationBootstrap {
  constructor(
    private readonly dataSource: DataSource,
    private readonly jobs: JobQueues,
    private readonly events: EventBus,
    private readonly recordings: Recordings,
    private readonly storages: VodStorages,
    private readonly sessions: StorageSessions,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.events.on(ChunkRecorded, 'offload', ({ chunk_id }) => this.ask(chunk_id));
    this.events.on(StorageChanged, 'offload', ({ user_id }) => this.askAll(user_id));
    this.jobs.process(OffloadChunk, ({ chunk_id }, context) => this.offload(chunk_id, context));
    this.jobs.process(SweepChunks, () => this.askAll());
    await this.jobs.schedule(SweepChunks, '*/5 * * * *', {});
  }

  /** Idempotent: a piece that is stored stays so, however often it is asked for. */
  async offload(id: string, { signal }: Pick<JobContext, 'signal'>): Promise<void> {
    const { manager } = this.dataSource;
    const chunk = await manager.findOneBy(RecordingChunk, { id, state: 'recorded' });
    const storage = chunk && (await manager.findOneBy(VodStorage, { userId: chunk.userId }));
    if (!chunk || !storage) return;
    const localFile = path.join(this.recordings.folder, chunk.localPath);
    if (!(await exists(localFile))) return this.settle(chunk, 'lost');
    try {
      await this.upload(chunk, storage, localFile, signal);
    } catch (error) {
      await this.noteFailure(chunk, error);
      throw error;
    }
    await this.settle(chunk, 'stored');
    await rm(localFile, { force: true });
  }

  private async upload(
    chunk: RecordingChunk,
    storage: VodStorage,
    localFile: string,
    signal: AbortSignal,
  ): Promise<void> {
    const { remoteName, sha256 } = chunk;
    const open = await this.sessions.open(storage, signal);
    const abort = (): void => open.sftp.close();
    signal.addEventListener('abort', abort, { once: true });
    try {
      await uploadChunk(open, { localFile, remoteName, bytes: Number(chunk.bytes), sha256 }, signal);
    } finally {
      signal.removeEventListener('abort', abort);
      open.sftp.close();
    }
  }

  /** What the owner reads at the storage's settings. */
  private async noteFailure({ id, userId }: RecordingChunk, error: unknown): Promise<void> {
    const code = error instanceof DomainError ? error.code : 'internal';
    this.log.warn({ scope: 'vod', chunk: id, user: userId, code, err: error }, 'recording not stored');
    await this.dataSource.manager.update(RecordingChunk, { id }, { lastError: code });
    await this.storages.noteOutcome(userId, code);
  }

  private async settle({ id, userId, streamId }: RecordingChunk, state: 'stored' | 'lost'): Promise<void> {
    if (state === 'lost') this.log.error({ scope: 'vod', chunk: id, user: userId }, 'the file of a recording is gone');
    await this.dataSource.transaction(async (tx) => {
      const changes = { state, lastError: null, storedAt: state === 'stored' ? new Date() : null };
      const { affected } = await tx.update(RecordingChunk, { id, state: 'recorded' }, changes);
      if (!affected) return;
      if (state === 'stored') await this.storages.noteOutcome(userId, null, tx);
      await this.events.publish(ChunkSettled, { chunk_id: id, stream_id: streamId, user_id: userId }, tx);
    });
  }

  private ask(chunkId: string): Promise<void> {
    return this.jobs.add(OffloadChunk, { chunk_id: chunkId }, { jobId: `chunk-${chunkId}` });
  }

  private async askAll(userId?: number): Promise<void> {
    const rows = (await this.dataSource.query(
      `SELECT c.id FROM recording_chunks c JOIN vod_storages s ON s.user_id = c.user_id
        WHERE c.state = 'recorded' AND ($1::int IS NULL OR c.user_id = $1) ORDER BY c.id LIMIT 10000`,
      [userId ?? null],
    )) as { id: string }[];
    for (const { id } of rows) await this.ask(id);
  }
}

const exists = async (file: string): Promise<boolean> =>
  stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
