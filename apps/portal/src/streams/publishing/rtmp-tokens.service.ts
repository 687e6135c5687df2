import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PortalConfig } from '#libs/config';
import { DomainError } from '#libs/contracts';
import { randomToken, sha256 } from '#libs/crypto';
import { StreamAddresses } from '../stream-addresses.js';
import type { RtmpTokenReply } from '../streams.dto.js';
import { StreamsService } from '../streams.service.js';
import { RtmpToken } from './rtmp-token.entity.js';

const TOKEN_BYTES = 24;
/** Within which a token must be used. */
export const TOKEN_SECONDS = 15 * 60;
/** Unused ones a stream may have; the oldest goes. */
const MAX_UNUSED = 10;

/** Tokens for encoders that know nothing but plain RTMP, each for one broadcast. */
@Injectable()
export class RtmpTokensService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly config: PortalConfig,
    private readonly streams: StreamsService,
    private readonly addresses: StreamAddresses,
  ) {}

  /** @throws DomainError stream.not_found, stream.rtmp_forbidden, stream.rtmp_disabled, server.unavailable */
  async create(ownerId: number, streamId: number, origin: URL): Promise<RtmpTokenReply> {
    const token = `rtmp_${randomToken(TOKEN_BYTES)}`;
    await this.dataSource.transaction(async (tx) => {
      const stream = await this.streams.require(ownerId, streamId, tx);
      if (!this.config.get('RTMP_PLAIN_ENABLED')) throw new DomainError('stream.rtmp_forbidden');
      if (!stream.rtmpEnabled) throw new DomainError('stream.rtmp_disabled');
      await tx.query(
        `DELETE FROM rtmp_tokens WHERE stream_id = $1 AND session_id IS NULL AND (expires_at < now() OR id IN (
           SELECT id FROM rtmp_tokens WHERE stream_id = $1 AND session_id IS NULL ORDER BY id DESC OFFSET $2))`,
        [streamId, MAX_UNUSED - 1],
      );
      const expiresAt = new Date(Date.now() + TOKEN_SECONDS * 1000);
      await tx.insert(RtmpToken, { streamId, hash: sha256(token), expiresAt });
    });
    const { rtmp } = await this.addresses.publishing(origin, token);
    if (rtmp === null) throw new DomainError('server.unavailable');
    return { token, expires_in: TOKEN_SECONDS, rtmp_url: rtmp };
  }
}
