import { ApiError } from '../../../shared/api/api-error.js';
import { ReconnectTimer } from '../../../shared/reconnect-timer.js';
import type { Degradation, FallbackReason, Road, RoadEvents, RoadKind } from './road.js';

export type RoadChoice = 'auto' | RoadKind;

export type PlayerState =
  /** Nothing is on the air. */
  | { name: 'idle' }
  | { name: 'connecting'; road: RoadKind }
  | { name: 'playing'; road: RoadKind }
  /** There was a picture, and there will be one again. */
  | { name: 'reconnecting'; road: RoadKind }
  | { name: 'refused'; code: ApiError['code'] };

export interface PlayerOptions {
  openRoad: (kind: RoadKind, events: RoadEvents) => Road;
  /** Nobody may wait for a picture then: it is paused, or the page is out of sight. */
  isResting: () => boolean;
  choice?: RoadChoice;
  now?: () => number;
}

const CHECK_MS = 500;
/** By WebRTC a picture comes within a key-frame interval or not at all. */
const FIRST_PICTURE_MS = { webrtc: 4_000, hls: 15_000 };
/** So long nobody notices. */
const STALL_MS = 2_500;
/** After it the road is opened anew: a publisher that comes back is seen without. */
const GIVE_UP_MS = 8_000;
/** Losses of WebRTC in a row that speak against it. */
const MAX_LOSSES = 3;

/** What asking again does not change. */
const FINAL: readonly string[] = [
  'stream.not_found',
  'share.invalid',
  'auth.required',
  'auth.expired',
  'access.denied',
];

/**
 * Brings pictures and keeps them coming: WebRTC first, HLS where that brings none or less, and either again after
 * every loss, for as long as the stream is on the air. It knows neither React nor the page.
 */
export class Player {
  private state: PlayerState = { name: 'idle' };
  private road: Road | undefined;
  private fallback: FallbackReason | undefined;
  private lack: Degradation | undefined;
  private choice: RoadChoice;
  private isOnAir = false;
  private hasPicture = false;
  private losses = 0;
  private openedAt = 0;
  private movedAt = 0;
  private reached = 0;
  private checks: ReturnType<typeof setInterval> | undefined;
  private readonly again = new ReconnectTimer(() => void this.open(this.wanted()));
  private readonly listeners = new Set<() => void>();
  private readonly now: () => number;

  constructor(private readonly options: PlayerOptions) {
    this.choice = options.choice ?? 'auto';
    this.now = options.now ?? (() => performance.now());
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly current = (): PlayerState => this.state;

  /** The one that is open. */
  get openRoad(): Road | undefined {
    return this.road;
  }

  /** Why it plays by HLS though WebRTC was wanted. */
  get fallbackReason(): FallbackReason | undefined {
    return this.fallback;
  }

  /** What is missing on the road that is open, where it was chosen all the same. */
  get degradation(): Degradation | undefined {
    return this.lack;
  }

  /** As the portal tells: with it the player begins, without it there is nothing to wait for. */
  setOnAir(isOnAir: boolean): void {
    if (isOnAir === this.isOnAir) return;
    this.isOnAir = isOnAir;
    if (isOnAir) this.restart();
    else this.stop();
  }

  choose(choice: RoadChoice): void {
    this.choice = choice;
    if (this.isOnAir) this.restart();
  }

  /** The network is back, or somebody has no patience. */
  readonly retryNow = (): void => this.again.fire();

  close(): void {
    this.isOnAir = false;
    this.stop();
    this.listeners.clear();
  }

  private restart(): void {
    this.fallback = undefined;
    this.losses = 0;
    this.hasPicture = false;
    this.again.reset();
    void this.open(this.wanted());
  }

  private stop(): void {
    this.again.reset();
    this.drop();
    this.become({ name: 'idle' });
  }

  private wanted(): RoadKind {
    if (this.choice !== 'auto') return this.choice;
    return this.fallback ? 'hls' : 'webrtc';
  }

  private async open(kind: RoadKind): Promise<void> {
    this.drop();
    this.become({ name: this.hasPicture ? 'reconnecting' : 'connecting', road: kind });
    const road = this.options.openRoad(kind, { onLost: () => this.road === road && this.lose() });
    this.road = road;
    this.openedAt = this.movedAt = this.now();
    this.reached = 0;
    this.checks = setInterval(() => void this.check(road), CHECK_MS);
    try {
      const degradation = await road.open();
      if (this.road !== road || !degradation) return;
      if (this.mayFallBack(kind)) this.fallBack(degradation);
      else this.lack = degradation;
    } catch (error) {
      if (this.road === road) this.fail(error, kind);
    }
  }

  private fail(error: unknown, kind: RoadKind): void {
    const code = error instanceof ApiError ? error.code : undefined;
    if (code === 'stream.unsupported' && this.mayFallBack(kind)) return this.fallBack('unsupported');
    if (code && (FINAL.includes(code) || code === 'stream.unsupported')) {
      this.drop();
      return this.become({ name: 'refused', code });
    }
    // No code: the browser itself could not, and will not the next time.
    if (!code && this.mayFallBack(kind)) return this.fallBack('unsupported');
    this.retryLater(kind);
  }

  private async check(road: Road): Promise<void> {
    const now = this.now();
    if (this.options.isResting()) return void (this.movedAt = this.openedAt = now);
    const reached = await road.progress().catch(() => 0);
    if (this.road !== road) return;
    if (reached > this.reached) {
      this.reached = reached;
      this.movedAt = now;
      return this.succeed(road.kind);
    }
    const still = now - this.movedAt;
    if (this.state.name === 'playing' && still > STALL_MS) this.become({ name: 'reconnecting', road: road.kind });
    const isFirst = this.reached === 0;
    if (isFirst ? now - this.openedAt > FIRST_PICTURE_MS[road.kind] : still > GIVE_UP_MS) this.lose();
  }

  private succeed(road: RoadKind): void {
    this.again.reset();
    this.losses = 0;
    this.hasPicture = true;
    this.become({ name: 'playing', road });
  }

  /** This road brings nothing more. */
  private lose(): void {
    const { kind } = this.road!;
    this.losses++;
    // Who had a picture by WebRTC most likely gets one again.
    const isHopeless = !this.hasPicture || this.losses >= MAX_LOSSES;
    if (isHopeless && this.mayFallBack(kind)) return this.fallBack('no-picture');
    this.retryLater(kind);
  }

  private mayFallBack(kind: RoadKind): boolean {
    return kind === 'webrtc' && this.choice === 'auto';
  }

  private fallBack(reason: FallbackReason): void {
    this.fallback = reason;
    void this.open('hls');
  }

  private retryLater(road: RoadKind): void {
    this.drop();
    this.become({ name: this.hasPicture ? 'reconnecting' : 'connecting', road });
    this.again.start();
  }

  private drop(): void {
    clearInterval(this.checks);
    const { road } = this;
    this.road = undefined;
    this.lack = undefined;
    road?.close();
  }

  private become(state: PlayerState): void {
    const { state: before } = this;
    if (JSON.stringify(before) === JSON.stringify(state)) return;
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}
