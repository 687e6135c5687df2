import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DomainError, LIMITS } from '#libs/contracts';
import { ADVISORY_LOCKS } from '#libs/database';
import { EventBus } from '#libs/events';
import { StreamChannels } from '../chat/stream-channels/index.js';
import { RtmpToken } from './publishing/rtmp-token.entity.js';
import { StreamKeys } from './publishing/stream-keys.js';
import { Stream } from './stream.entity.js';
import type { NewStream, StreamChanges } from './streams.dto.js';
import { StreamChanged, type StreamChangedEvent } from './streams.events.js';

/** What owners do to their streams. To everybody else these do not exist. */
@Injectable()
export class StreamsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly keys: StreamKeys,
    private readonly channels: StreamChannels,
    private readonly events: EventBus,
  ) {}

  /** Answers the publish key, this once. @throws DomainError stream.limit */
  async create(ownerId: number, body: NewStream): Promise<{ id: number; key: string }> {
    const { title, description = '', is_public: isPublic = true, rtmp_enabled: rtmpEnabled = false } = body;
    const id = await this.nextId();
    const { key, stored } = await this.keys.create(id);
    await this.dataSource.transaction(async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock($1, $2)', [ADVISORY_LOCKS.addStream, ownerId]);
      const held = await tx.countBy(Stream, { ownerId });
      const limit = LIMITS.streamsPerUser;
      if (held >= limit) throw new DomainError('stream.limit', { details: { limit, held } });
      const chatChannelId = await this.channels.create({ title, isPublic }, ownerId, tx);
      const playbackKey = this.keys.newPlaybackKey();
      const row = { id, ownerId, title, description, isPublic, rtmpEnabled, playbackKey, chatChannelId, ...stored };
      await tx.insert(Stream, row);
      await this.announce({ id, ownerId }, 'created', tx);
    });
    return { id, key };
  }

  /** @throws DomainError stream.not_found */
  async change(ownerId: number, id: number, changes: StreamChanges): Promise<void> {
    const { title, description, is_public: isPublic, rtmp_enabled: rtmpEnabled } = changes;
    const given = Object.entries({ title, description, isPublic, rtmpEnabled });
    const fields: Partial<Stream> = Object.fromEntries(given.filter(([, value]) => value !== undefined));
    const stream = await this.dataSource.transaction(async (tx) => {
      const before = await this.require(ownerId, id, tx);
      if (Object.keys(fields).length === 0) return before;
      await tx.update(Stream, { id }, fields);
      await this.followed(before, fields, tx);
      await this.announce(before, 'changed', tx);
      if (before.rtmpEnabled && rtmpEnabled === false) {
        await tx.delete(RtmpToken, { streamId: id });
        await this.announce(before, 'rtmp', tx);
      }
      return before;
    });
    if (stream.chatChannelId !== null) this.channels.forget(stream.chatChannelId);
  }

  /** Its recordings stay. @throws DomainError stream.not_found */
  async remove(ownerId: number, id: number): Promise<void> {
    const { chatChannelId } = await this.dataSource.transaction(async (tx) => {
      const stream = await this.require(ownerId, id, tx);
      await tx.delete(Stream, { id });
      if (stream.chatChannelId !== null) await this.channels.remove(stream.chatChannelId, tx);
      await this.announce(stream, 'deleted', tx);
      return stream;
    });
    if (chatChannelId !== null) this.channels.forget(chatChannelId);
  }

  /** Answers the new key; whoever publishes with the old one is sent away. @throws DomainError stream.not_found */
  async replaceKey(ownerId: number, id: number): Promise<string> {
    const { key, stored } = await this.keys.create(id);
    await this.dataSource.transaction(async (tx) => {
      const { affected } = await tx.update(Stream, { id, ownerId }, stored);
      if (!affected) throw new DomainError('stream.not_found');
      await this.announce({ id, ownerId }, 'key', tx);
    });
    return key;
  }

  /** The owner's stream; in a transaction nobody else changes it until its end. @throws DomainError stream.not_found */
  async require(ownerId: number, id: number, tx?: EntityManager): Promise<Stream> {
    const where = { id, ownerId };
    const stream = tx
      ? await tx.findOne(Stream, { where, lock: { mode: 'for_no_key_update' } })
      : await this.dataSource.manager.findOneBy(Stream, where);
    if (!stream) throw new DomainError('stream.not_found');
    return stream;
  }

  async announce(
    { id, ownerId }: Pick<Stream, 'id' | 'ownerId'>,
    change: StreamChangedEvent['change'],
    tx: EntityManager,
  ): Promise<void> {
    await this.events.publish(StreamChanged, { stream_id: id, owner_id: ownerId, change }, tx);
  }

  /** The channel is called as the stream is and seen by whom the stream is. */
  private async followed(before: Stream, { title, isPublic }: Partial<Stream>, tx: EntityManager): Promise<void> {
    if (before.chatChannelId === null) return;
    const changes = {
      ...(title !== undefined && title !== before.title && { title }),
      ...(isPublic !== undefined && { isPublic }),
    };
    await this.channels.change(before.chatChannelId, changes, tx);
  }

  /** The key is sealed to the row before it exists. */
  private async nextId(): Promise<number> {
    const [{ id }] = (await this.dataSource.query(
      `SELECT nextval(pg_get_serial_sequence('streams', 'id'))::int AS id`,
    )) as [{ id: number }];
    return id;
  }
}
