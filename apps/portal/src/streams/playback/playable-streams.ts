import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { sha256 } from '#libs/crypto';
import { EventBus } from '#libs/events';
import { Stream } from '../stream.entity.js';
import { StreamChanged } from '../streams.events.js';

/** What of a stream says who may play it. */
export interface PlayableStream {
  id: number;
  ownerId: number;
  isPublic: boolean;
  playbackKey: string;
  /** Changes when the publish key does; tells nothing of it. */
  keyTag: number;
}

const MAX_CACHED = 10_000;
const MAX_KEY_CHARS = 64;

/** Streams by what players name them with, in memory; every process forgets one the moment it changes. */
@Injectable()
export class PlayableStreams implements OnModuleInit {
  private readonly byKey = new Map<string, PlayableStream>();
  private readonly byId = new Map<number, PlayableStream>();
  private readonly forgetters: ((streamId: number | undefined) => void)[] = [];
  /** Counts changes: what was read before one is not kept after it. */
  private changes = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly events: EventBus,
  ) {}

  onModuleInit(): void {
    this.events.onEverywhere(StreamChanged, ({ stream_id, change }) => {
      if (['changed', 'deleted', 'key'].includes(change)) this.forget(stream_id);
    });
    this.events.onGap(async () => this.forgetAll());
  }

  /** Called with a stream that changed; undefined: any may have. */
  onForget(listener: (streamId: number | undefined) => void): void {
    this.forgetters.push(listener);
  }

  /** By its playback key, without waiting, when it is in memory. */
  peek(playbackKey: string): PlayableStream | undefined {
    return this.byKey.get(playbackKey);
  }

  /** By `pub_…` or `live_…`. */
  async find(key: string): Promise<PlayableStream | undefined> {
    if (key.length > MAX_KEY_CHARS) return undefined;
    if (key.startsWith('live_')) return this.read({ keyHash: sha256(key) });
    if (!key.startsWith('pub_')) return undefined;
    return this.byKey.get(key) ?? (await this.read({ playbackKey: key }));
  }

  async findById(id: number): Promise<PlayableStream | undefined> {
    return this.byId.get(id) ?? (await this.read({ id }));
  }

  forget(streamId: number): void {
    this.changes++;
    const stream = this.byId.get(streamId);
    this.byId.delete(streamId);
    if (stream) this.byKey.delete(stream.playbackKey);
    for (const listener of this.forgetters) listener(streamId);
  }

  private forgetAll(): void {
    this.changes++;
    this.byKey.clear();
    this.byId.clear();
    for (const listener of this.forgetters) listener(undefined);
  }

  private async read(
    where: { keyHash: Buffer } | { playbackKey: string } | { id: number },
  ): Promise<PlayableStream | undefined> {
    const { changes } = this;
    const select = { id: true, ownerId: true, isPublic: true, playbackKey: true, keyHash: true } as const;
    const row = await this.dataSource.manager.findOne(Stream, { select, where });
    if (!row) return undefined;
    const { id, ownerId, isPublic, playbackKey, keyHash } = row;
    const stream = { id, ownerId, isPublic, playbackKey, keyTag: keyHash.readUInt32BE() };
    if (changes === this.changes) this.keep(stream);
    return stream;
  }

  private keep(stream: PlayableStream): void {
    if (this.byId.size >= MAX_CACHED) {
      this.byKey.clear();
      this.byId.clear();
    }
    this.byKey.set(stream.playbackKey, stream);
    this.byId.set(stream.id, stream);
  }
}
