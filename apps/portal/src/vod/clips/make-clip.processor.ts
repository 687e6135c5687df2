import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type ErrorCode, DomainError, ERRORS } from '#libs/contracts';
import { CutImpossible } from '#libs/media';
import { type JobContext, JobQueues } from '#libs/queue';
import type { Log } from '#libs/telemetry';
import { LOG } from '../../boundary/log.js';
import { asRecordingError } from '../remote-recording.js';
import { StorageSessions } from '../storage-sessions.js';
import { VodStorages } from '../vod-storages.js';
import { cutClip } from './cut-clip.js';
import { MakeClip } from './make-clip.jobs.js';
import { VodClip } from './vod-clip.entity.js';

/** Between two notes of how far a clip is. */
const PROGRESS_MS = 1_000;

/** Makes clips, at their owners' storages. */
@Injectable()
export class MakeClipProcessor implements OnApplicationBootstrap {
  constructor(
    private readonly dataSource: DataSource,
    private readonly jobs: JobQueues,
    private readonly storages: VodStorages,
    private readonly sessions: StorageSessions,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.jobs.process(MakeClip, ({ clip_id }, context) => this.make(clip_id, context));
  }

  /** A clip that is done or has failed stays so. */
  async make(id: number, { signal, lastAttempt }: Pick<JobContext, 'signal' | 'lastAttempt'>): Promise<void> {
    const { manager } = this.dataSource;
    const clip = await manager.findOneBy(VodClip, { id });
    if (!clip || clip.state === 'done' || clip.state === 'failed') return;
    await manager.update(VodClip, { id }, { state: 'running', progress: 0 });
    try {
      const file = await this.cut(clip, signal);
      await manager.update(VodClip, { id }, { state: 'done', progress: 100, file });
    } catch (thrown) {
      // The process ends: another one makes it.
      if (signal.aborted) throw thrown;
      const code = codeOf(thrown);
      const isFinal = lastAttempt || !ERRORS[code].retry;
      this.log.warn({ scope: 'vod', clip: id, user: clip.userId, code, err: thrown }, 'clip not made');
      if (isFinal) await manager.update(VodClip, { id }, { state: 'failed', error: code });
      else throw thrown;
    }
  }

  private async cut(clip: VodClip, signal: AbortSignal): Promise<string> {
    const storage = await this.sessions.open(await this.storages.require(clip.userId), signal);
    const abort = (): void => storage.sftp.close();
    signal.addEventListener('abort', abort, { once: true });
    let notedAt = Date.now();
    try {
      return await cutClip(storage, clip, (percent) => {
        if (Date.now() - notedAt < PROGRESS_MS) return;
        notedAt = Date.now();
        void this.dataSource.manager.update(VodClip, { id: clip.id }, { progress: percent }).catch(() => undefined);
      });
    } finally {
      signal.removeEventListener('abort', abort);
      storage.sftp.close();
    }
  }
}

const codeOf = (thrown: unknown): ErrorCode => {
  if (thrown instanceof CutImpossible) return thrown.reason === 'empty' ? 'clip.empty' : 'clip.tracks_differ';
  const error = asRecordingError(thrown);
  return error instanceof DomainError ? error.code : 'internal';
};
