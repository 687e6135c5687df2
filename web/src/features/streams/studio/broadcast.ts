import { ApiError, networkError } from '../../../shared/api/api-error.js';
import { ReconnectTimer } from '../../../shared/reconnect-timer.js';
import { WhipSession, type WhipOptions } from './whip-session.js';

export type BroadcastState =
  /** `problem`: why it is no longer on. */
  | { name: 'off'; problem?: ApiError }
  | { name: 'connecting' }
  | { name: 'live'; since: number }
  /** `until`: when the portal stops waiting for the publisher. Both in milliseconds since 1970. */
  | { name: 'reconnecting'; until: number };

export type BroadcastOptions = Pick<WhipOptions, 'endpoint' | 'maxVideoBitsPerSecond' | 'connect'> & {
  /** How long the portal waits for a publisher. */
  graceMs?: number;
  /** A connection that is interrupted often recovers by itself; this long it may. */
  patienceMs?: number;
  /** For the waits between attempts, from 0 to 1. */
  random?: () => number;
};

const GRACE_MS = 30_000;
const PATIENCE_MS = 3_000;

/** A browser on the air: keeps a session open, and opens another one when it is lost, within the portal's grace. */
export class Broadcast {
  private state: BroadcastState = { name: 'off' };
  private media: MediaStream | undefined;
  private session: WhipSession | undefined;
  private patience: ReturnType<typeof setTimeout> | undefined;
  private since = 0;
  /** Of the attempt that counts; answers to older ones are thrown away. */
  private attempt = 0;
  private readonly retry: ReconnectTimer;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly options: BroadcastOptions) {
    this.retry = new ReconnectTimer(() => void this.connect(), options.random);
  }

  readonly current = (): BroadcastState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  start(media: MediaStream): void {
    if (this.state.name !== 'off') return;
    this.media = media;
    this.since = Date.now();
    this.become({ name: 'connecting' });
    void this.connect();
  }

  /** Idempotent. */
  stop(problem?: ApiError): void {
    if (this.state.name === 'off') return;
    this.attempt++;
    clearTimeout(this.patience);
    this.retry.reset();
    void this.session?.end();
    this.session = undefined;
    this.media = undefined;
    this.become({ name: 'off', ...(problem && { problem }) });
  }

  /** Another camera, screen or microphone, also for the sessions to come. */
  async replace(media: MediaStream): Promise<void> {
    if (!this.media) return;
    this.media = media;
    for (const track of media.getTracks()) await this.session?.replace(track);
  }

  /** The network is back: no need to wait. */
  retryNow(): void {
    this.retry.fire();
  }

  private async connect(): Promise<void> {
    const attempt = ++this.attempt;
    if (!this.media) return;
    try {
      const session = await WhipSession.open({ ...this.options, media: this.media });
      if (attempt !== this.attempt) return await session.end();
      this.session = session;
      session.connection.onconnectionstatechange = () => this.follow(session);
      this.follow(session);
    } catch (error) {
      if (attempt === this.attempt) this.failed(problemOf(error));
    }
  }

  private follow(session: WhipSession): void {
    if (session !== this.session) return;
    const { connectionState } = session.connection;
    clearTimeout(this.patience);
    if (connectionState === 'connected') {
      this.retry.reset();
      this.become({ name: 'live', since: this.since });
    } else if (connectionState === 'disconnected') {
      this.patience = setTimeout(() => this.lose(), this.options.patienceMs ?? PATIENCE_MS);
    } else if (connectionState === 'failed') this.lose();
  }

  private lose(): void {
    // The portal need not wait for its silence, which would refuse the next session meanwhile.
    void this.session?.end();
    this.session = undefined;
    this.failed(networkError('The connection was lost.'));
  }

  private failed(problem: ApiError): void {
    const { state } = this;
    // Nobody was on the air yet: a person decides what to do about it.
    if (state.name === 'connecting' || !problem.isTemporary) return this.stop(problem);
    const until = state.name === 'reconnecting' ? state.until : Date.now() + (this.options.graceMs ?? GRACE_MS);
    if (Date.now() >= until) return this.stop(problem);
    this.become({ name: 'reconnecting', until });
    this.retry.start();
  }

  private become(state: BroadcastState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

/** The browser's own errors but those of its network are about an answer it did not like. */
const problemOf = (error: unknown): ApiError => {
  if (error instanceof ApiError) return error;
  if (error instanceof TypeError) return networkError(error);
  return new ApiError({ status: 0, code: 'answer.unreadable', message: String(error) });
};
