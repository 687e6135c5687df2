import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DomainError, LIMITS } from '#libs/contracts';
import { Keyring } from '#libs/crypto';
import { EntryAddresses } from '../../connections/index.js';
import { StreamsService } from '../streams.service.js';
import { relayTarget } from './relay-target.js';
import type { NewRelay, RelayChanges, RelayReply, RelaysReply } from './relays.dto.js';
import { StreamRelay } from './stream-relay.entity.js';

const PURPOSE = 'stream-relays';

const placeOf = (row: number) => ({ table: 'stream_relays', column: 'stream_key', row });

/** Where else a stream is sent to: owners say it, the media node that has the stream does it. */
@Injectable()
export class RelaysService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly streams: StreamsService,
    private readonly keyring: Keyring,
    private readonly addresses: EntryAddresses,
  ) {}

  /** @throws DomainError stream.not_found */
  async list(ownerId: number, streamId: number): Promise<RelaysReply> {
    await this.streams.require(ownerId, streamId);
    const rows = await this.dataSource.manager.find(StreamRelay, { where: { streamId }, order: { id: 'ASC' } });
    return { relays: rows.map(presentRelay) };
  }

  /** @throws DomainError stream.not_found, relay.limit, request.invalid, target.blocked, target.unresolvable */
  async add(ownerId: number, streamId: number, body: NewRelay): Promise<RelayReply> {
    await this.streams.require(ownerId, streamId);
    await this.requireTarget(body.rtmp_url);
    const { platform, name, rtmp_url: rtmpUrl, stream_key: key, enabled = true } = body;
    const id = await this.nextId();
    const streamKey = await this.keyring.seal(PURPOSE, key, placeOf(id));
    return this.dataSource.transaction(async (tx) => {
      const stream = await this.streams.require(ownerId, streamId, tx);
      const held = await tx.countBy(StreamRelay, { streamId });
      const limit = LIMITS.relaysPerStream;
      if (held >= limit) throw new DomainError('relay.limit', { details: { limit, held } });
      await tx.insert(StreamRelay, { id, streamId, platform, name, rtmpUrl, streamKey, enabled });
      await this.streams.announce(stream, 'relays', tx);
      return presentRelay(await tx.findOneByOrFail(StreamRelay, { id }));
    });
  }

  /** @throws DomainError stream.not_found, relay.not_found, request.invalid, target.blocked, target.unresolvable */
  async change(ownerId: number, streamId: number, id: number, changes: RelayChanges): Promise<RelayReply> {
    await this.streams.require(ownerId, streamId);
    const { name, rtmp_url: rtmpUrl, stream_key: key, enabled } = changes;
    if (rtmpUrl !== undefined) await this.requireTarget(rtmpUrl);
    const streamKey = key === undefined ? undefined : await this.keyring.seal(PURPOSE, key, placeOf(id));
    const given = Object.entries({ name, rtmpUrl, streamKey, enabled }).filter(([, value]) => value !== undefined);
    return this.dataSource.transaction(async (tx) => {
      const stream = await this.streams.require(ownerId, streamId, tx);
      if (!(await tx.existsBy(StreamRelay, { id, streamId }))) throw new DomainError('relay.not_found');
      if (given.length > 0) {
        await tx.update(StreamRelay, { id, streamId }, Object.fromEntries(given));
        await this.streams.announce(stream, 'relays', tx);
      }
      return presentRelay(await tx.findOneByOrFail(StreamRelay, { id }));
    });
  }

  /** @throws DomainError stream.not_found, relay.not_found */
  async remove(ownerId: number, streamId: number, id: number): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const stream = await this.streams.require(ownerId, streamId, tx);
      const { affected } = await tx.delete(StreamRelay, { id, streamId });
      if (!affected) throw new DomainError('relay.not_found');
      await this.streams.announce(stream, 'relays', tx);
    });
  }

  /** Whoever dials asks again: a name may come to mean another address. */
  private async requireTarget(rtmpUrl: string): Promise<void> {
    const { host, port } = relayTarget(rtmpUrl);
    await this.addresses.require(host, port, 'outbound', 'rtmp_url');
  }

  /** The key is sealed to the row before it exists. */
  private async nextId(): Promise<number> {
    const [{ id }] = (await this.dataSource.query(
      `SELECT nextval(pg_get_serial_sequence('stream_relays', 'id'))::int AS id`,
    )) as [{ id: number }];
    return id;
  }
}

const presentRelay = (relay: StreamRelay): RelayReply => ({
  id: relay.id,
  platform: relay.platform,
  name: relay.name,
  rtmp_url: relay.rtmpUrl,
  has_stream_key: relay.streamKey.length > 0,
  enabled: relay.enabled,
  state: relay.state,
  last_error: relay.lastError,
  last_error_at: relay.lastErrorAt,
  created_at: relay.createdAt,
});
