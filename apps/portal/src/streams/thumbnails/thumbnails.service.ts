import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DomainError, ofField } from '#libs/contracts';
import { ImageCodec } from '../../chat/uploads/index.js';
import { PlaybackAccess, type Watcher } from '../playback/playback-access.js';
import { StreamsService } from '../streams.service.js';
import { SNAPSHOT_SECONDS, Snapshots } from './snapshots.js';
import { StreamThumbnail } from './stream-thumbnail.entity.js';

const MAX_SIDE = 1280;
/** Whoever has just chosen another one wants to see it. */
const CHOSEN_SECONDS = 15;
const MEDIA_TYPES = ['image/jpeg', 'image/png'];

export interface Thumbnail {
  image: Buffer;
  /** Seconds it may be shown for. */
  maxAge: number;
  isPublic: boolean;
}

/** Pictures of streams: the one its owner chose, or what is on the air. */
@Injectable()
export class ThumbnailsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly streams: StreamsService,
    private readonly access: PlaybackAccess,
    private readonly codec: ImageCodec,
    private readonly snapshots: Snapshots,
  ) {}

  /** @throws DomainError stream.not_found, upload.not_image, upload.limit */
  async choose(ownerId: number, streamId: number, file: Buffer): Promise<void> {
    await this.streams.require(ownerId, streamId);
    const frame = { maxSide: MAX_SIDE, isStill: true, as: 'jpeg', of: MEDIA_TYPES } as const;
    const { content } = await this.codec.encode(file, frame).catch((error: unknown) => {
      throw ofField('thumbnail', error);
    });
    await this.dataSource.transaction(async (tx) => {
      const stream = await this.streams.require(ownerId, streamId, tx);
      await tx.upsert(StreamThumbnail, { streamId, image: content }, ['streamId']);
      await this.streams.announce(stream, 'changed', tx);
    });
  }

  /** What is on the air is shown again. @throws DomainError stream.not_found, thumbnail.not_found */
  async remove(ownerId: number, streamId: number): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const stream = await this.streams.require(ownerId, streamId, tx);
      const { affected } = await tx.delete(StreamThumbnail, { streamId });
      if (!affected) throw new DomainError('thumbnail.not_found');
      await this.streams.announce(stream, 'changed', tx);
    });
  }

  /** @throws DomainError stream.not_found, share.invalid, auth.required, thumbnail.not_found */
  async read(watcher: Watcher): Promise<Thumbnail> {
    const { stream } = await this.access.require(watcher);
    const isPublic = this.access.isOpen(stream);
    const chosen = await this.dataSource.manager.findOneBy(StreamThumbnail, { streamId: stream.id });
    if (chosen) return { image: chosen.image, maxAge: CHOSEN_SECONDS, isPublic };
    const image = await this.snapshots.find(stream.id);
    if (!image) throw new DomainError('thumbnail.not_found');
    return { image, maxAge: SNAPSHOT_SECONDS, isPublic };
  }
}
