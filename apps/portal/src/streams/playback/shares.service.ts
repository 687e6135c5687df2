import { Injectable } from '@nestjs/common';
import { DataSource, MoreThan } from 'typeorm';
import { DomainError } from '#libs/contracts';
import { randomToken, sha256 } from '#libs/crypto';
import { StreamsService } from '../streams.service.js';
import {
  DEFAULT_SHARE_SECONDS,
  MAX_SHARES,
  type NewShare,
  type NewShareReply,
  type SharesReply,
} from './playback.dto.js';
import { StreamShare } from './stream-share.entity.js';

const TOKEN_BYTES = 24;

/** Links that let others watch a stream. */
@Injectable()
export class SharesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly streams: StreamsService,
  ) {}

  /** @throws DomainError stream.not_found, share.limit */
  async create(ownerId: number, streamId: number, body: NewShare, origin: URL): Promise<NewShareReply> {
    const token = randomToken(TOKEN_BYTES);
    const expiresAt = new Date(Date.now() + (body.expires_in ?? DEFAULT_SHARE_SECONDS) * 1000);
    return this.dataSource.transaction(async (tx) => {
      const stream = await this.streams.require(ownerId, streamId, tx);
      const held = await tx.countBy(StreamShare, { streamId, expiresAt: MoreThan(new Date()) });
      if (held >= MAX_SHARES) throw new DomainError('share.limit', { details: { limit: MAX_SHARES, held } });
      const { id } = await tx.save(StreamShare, { streamId, hash: sha256(token), expiresAt });
      const url = new URL(`/watch/${stream.playbackKey}`, origin);
      url.searchParams.set('share', token);
      return { id, url: url.href, token, expires_at: expiresAt };
    });
  }

  /** @throws DomainError stream.not_found */
  async list(ownerId: number, streamId: number): Promise<SharesReply> {
    await this.streams.require(ownerId, streamId);
    const where = { streamId, expiresAt: MoreThan(new Date()) };
    const rows = await this.dataSource.manager.find(StreamShare, { where, order: { id: 'DESC' } });
    return {
      shares: rows.map(({ id, expiresAt, createdAt }) => ({ id, expires_at: expiresAt, created_at: createdAt })),
    };
  }

  /** Whoever watches with it is let go. @throws DomainError stream.not_found, share.not_found */
  async revoke(ownerId: number, streamId: number, id: number): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const stream = await this.streams.require(ownerId, streamId, tx);
      const { affected } = await tx.delete(StreamShare, { id, streamId });
      if (!affected) throw new DomainError('share.not_found');
      await this.streams.announce(stream, 'changed', tx);
    });
  }
}
