import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DomainError, invalidFields } from '#libs/contracts';
import { JobQueues } from '#libs/queue';
import { recordingPath } from '../recording-path.js';
import { VodStorages } from '../vod-storages.js';
import type { ClipFields, NewClip } from './clips.dto.js';
import { MakeClip } from './make-clip.jobs.js';
import { VodClip } from './vod-clip.entity.js';

/** Of one user, that wait or are made. */
const MAX_UNDER_WAY = 10;
const MAX_LISTED = 100;

/** Clips of recordings: asked for here, made by a worker. */
@Injectable()
export class ClipsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly jobs: JobQueues,
    private readonly storages: VodStorages,
  ) {}

  /** @throws DomainError request.invalid, file.not_found, clip.limit, storage.not_found */
  async make(userId: number, { files, start, end, name }: NewClip): Promise<ClipFields> {
    const [fromMs, toMs] = [Math.round(start * 1000), Math.round(end * 1000)];
    if (toMs <= fromMs) throw invalidFields([{ field: 'end', message: 'must be behind start' }]);
    const paths = files.map(recordingPath);
    await this.storages.require(userId);
    const { manager } = this.dataSource;
    const underWay = await manager.countBy(VodClip, [
      { userId, state: 'waiting' },
      { userId, state: 'running' },
    ]);
    if (underWay >= MAX_UNDER_WAY) throw new DomainError('clip.limit');
    const clip = await manager.save(manager.create(VodClip, { userId, files: paths, fromMs, toMs, name }));
    await this.jobs.add(MakeClip, { clip_id: clip.id }, { jobId: `clip-${clip.id}` });
    return present(clip);
  }

  /** Newest first. */
  async list(userId: number): Promise<ClipFields[]> {
    const clips = await this.dataSource.manager.find(VodClip, {
      where: { userId },
      order: { id: 'DESC' },
      take: MAX_LISTED,
    });
    return clips.map(present);
  }

  /** @throws DomainError clip.not_found */
  async get(userId: number, id: number): Promise<ClipFields> {
    const clip = await this.dataSource.manager.findOneBy(VodClip, { id, userId });
    if (!clip) throw new DomainError('clip.not_found');
    return present(clip);
  }
}

const present = ({ id, name, state, progress, file, error, createdAt }: VodClip): ClipFields => ({
  ...{ id, name, state, progress, file, error },
  created_at: createdAt.toISOString(),
});
