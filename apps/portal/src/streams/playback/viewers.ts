import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Keyring } from '#libs/crypto';
import { EventBus, PubSub, SharedState } from '#libs/events';
import { SettingsService } from '../../settings/index.js';
import { UserChanged, UserDeleted, UserDisabled } from '../../users/users.events.js';
import { type PlayableStream, PlayableStreams } from './playable-streams.js';
import { PlaybackAccess } from './playback-access.js';
import { type Grant, newViewer, readPass, type ViewerPass, writePass } from './viewer-pass.js';

const PASS_SECONDS = 24 * 3600;
/** Whoever has asked for something within this is watching. */
const WATCHING_MS = 15_000;
/** Whoever has not for this long is verified again. */
const KEPT_MS = 60_000;
const SWEEP_MS = 1_000;
const MAX_VIEWERS = 100_000;

/** Somebody who plays by HLS, at this process. */
export interface Viewer {
  readonly pass: ViewerPass;
  /** Milliseconds since 1970. */
  seenAt: number;
  /** What it asked for in the present window of its rate limit. */
  requests: number;
  windowAt: number;
  /** To be judged again before the next answer. */
  isStale: boolean;
}

/** Who plays by HLS: a pass is verified and judged once a process, and again when what it rests on changes. */
@Injectable()
export class Viewers implements OnModuleInit, OnModuleDestroy {
  private readonly key: Buffer;
  private readonly byPass = new Map<string, Viewer>();
  private readonly shared: SharedState<number>;
  private readonly totals = new Map<number, number>();
  private readonly listeners: ((streamId: number, isOwn: boolean) => void)[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    keyring: Keyring,
    pubSub: PubSub,
    private readonly events: EventBus,
    private readonly streams: PlayableStreams,
    private readonly access: PlaybackAccess,
    private readonly settings: SettingsService,
  ) {
    this.key = keyring.derive('stream-viewers');
    this.shared = new SharedState(pubSub, 'streams.viewers');
    this.shared.onChange(({ key, before = 0, after = 0, isOwn }) => {
      const streamId = Number(key);
      const total = this.count(streamId) + after - before;
      if (total > 0) this.totals.set(streamId, total);
      else this.totals.delete(streamId);
      for (const listener of this.listeners) listener(streamId, isOwn);
    });
  }

  onModuleInit(): void {
    this.shared.open();
    this.timer = setInterval(() => this.sweep(), SWEEP_MS).unref();
    this.streams.onForget((id) => this.doubt(({ streamId }) => id === undefined || id === streamId));
    for (const event of [UserChanged, UserDeleted, UserDisabled]) {
      this.events.onEverywhere(event, ({ id }) => this.doubt(({ grant }) => grant.kind === 'user' && grant.id === id));
    }
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
    this.shared.close();
  }

  /** Told when a stream has more or fewer viewers; `isOwn`: at this process. */
  onCount(listener: (streamId: number, isOwn: boolean) => void): void {
    this.listeners.push(listener);
  }

  /** Of all processes. */
  count(streamId: number): number {
    return this.totals.get(streamId) ?? 0;
  }

  get size(): number {
    return this.byPass.size;
  }

  /** A pass for a new viewer. */
  admit({ id: streamId }: PlayableStream, grant: Grant): string {
    const expiresAt = Math.floor(Date.now() / 1000) + PASS_SECONDS;
    return writePass({ streamId, expiresAt, grant, viewer: newViewer() }, this.key);
  }

  /** Without waiting, when it has been judged already. */
  peek(pass: string): Viewer | undefined {
    const viewer = this.byPass.get(pass);
    if (!viewer || viewer.isStale) return undefined;
    const isAnybody = viewer.pass.grant.kind === 'public';
    return isAnybody && this.settings.current.streams.watching_needs_sign_in ? undefined : viewer;
  }

  /** Undefined when the pass is not, or no longer, good. */
  async find(text: string): Promise<Viewer | undefined> {
    const known = this.peek(text);
    if (known) return known;
    const pass = readPass(text, this.key);
    const stream = pass && (await this.streams.findById(pass.streamId));
    const isGood = stream && (await this.access.stillHolds(pass.grant, stream));
    const before = this.byPass.get(text);
    this.byPass.delete(text);
    if (!pass || !isGood) return undefined;
    if (this.byPass.size >= MAX_VIEWERS) this.byPass.delete(this.byPass.keys().next().value!);
    const viewer = before
      ? { ...before, isStale: false }
      : { pass, seenAt: 0, requests: 0, windowAt: 0, isStale: false };
    this.byPass.set(text, viewer);
    return viewer;
  }

  private doubt(isConcerned: (pass: ViewerPass) => boolean): void {
    for (const viewer of this.byPass.values()) if (isConcerned(viewer.pass)) viewer.isStale = true;
  }

  private sweep(now = Date.now()): void {
    const counts = new Map<number, number>();
    for (const [text, { pass, seenAt }] of this.byPass) {
      if (now - seenAt > KEPT_MS || pass.expiresAt * 1000 <= now) this.byPass.delete(text);
      else if (now - seenAt <= WATCHING_MS) counts.set(pass.streamId, (counts.get(pass.streamId) ?? 0) + 1);
    }
    for (const key of [...this.shared.own.keys()]) if (!counts.has(Number(key))) this.shared.delete(key);
    for (const [streamId, count] of counts) {
      if (this.shared.own.get(String(streamId)) !== count) this.shared.set(String(streamId), count);
    }
  }
}
