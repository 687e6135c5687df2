import { Injectable } from '@nestjs/common';
import { DomainError } from '#libs/contracts';
import type { Principal } from '../auth/index.js';
import { ViewerCounts } from './playback/viewer-counts.js';
import { StreamAddresses } from './stream-addresses.js';
import { type StreamRow, StreamRows } from './stream-rows.js';
import type { StreamReply, StreamsQuery, StreamsReply } from './streams.dto.js';

/** Streams as they are shown, with who watches and where they are. */
@Injectable()
export class StreamDirectory {
  constructor(
    private readonly rows: StreamRows,
    private readonly counts: ViewerCounts,
    private readonly addresses: StreamAddresses,
  ) {}

  async listOwn({ userId }: Principal, origin: URL): Promise<StreamsReply> {
    const rows = await this.rows.ofOwner(userId);
    return { streams: await Promise.all(rows.map((row) => this.presentOwn(row, row.key_hint, origin))) };
  }

  async listPublic(query: StreamsQuery, origin: URL): Promise<StreamsReply> {
    return this.present(await this.rows.public(query), origin);
  }

  async listOpen(query: StreamsQuery, origin: URL): Promise<StreamsReply> {
    return this.present(await this.rows.open(query), origin);
  }

  /** With `newKey`, if its owner has just got one. @throws DomainError stream.not_found */
  async get(caller: Principal, id: number, origin: URL, newKey?: string): Promise<StreamReply> {
    const row = await this.rows.find(caller, id);
    if (!row) throw new DomainError('stream.not_found');
    if (row.owner_id !== caller.userId) return this.presentOne(row, origin);
    return this.presentOwn(row, newKey ?? row.key_hint, origin);
  }

  private async present(rows: StreamRow[], origin: URL): Promise<StreamsReply> {
    return { streams: await Promise.all(rows.map((row) => this.presentOne(row, origin))) };
  }

  private async presentOne(row: StreamRow, origin: URL): Promise<StreamReply> {
    const { rtmp_enabled: _, key_hint: __, ...shown } = row;
    return {
      ...shown,
      viewer_count: await this.counts.of(row),
      playback_urls: this.addresses.playback(origin, row.playback_key),
      thumbnail_url: this.addresses.thumbnail(origin, row.playback_key),
    };
  }

  private async presentOwn(row: StreamRow, key: string, origin: URL): Promise<StreamReply> {
    return {
      ...(await this.presentOne(row, origin)),
      stream_key: key,
      rtmp_enabled: row.rtmp_enabled,
      publish_urls: await this.addresses.publishing(origin, key),
    };
  }
}
