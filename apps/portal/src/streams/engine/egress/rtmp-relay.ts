import type { Socket } from 'node:net';
import { DomainError, type ErrorCode } from '#libs/contracts';
import type { MediaUnit, Track } from '#libs/media';
import { secure, type Target, type TlsOptions } from '#libs/net-guard';
import type { StreamReader } from '../stream-reader.js';
import { rtmpAddress, type RtmpAddress } from './rtmp-address.js';
import { RtmpClient } from './rtmp-client.js';
import { RelayFeed, type RelayAudio, type TranscodeToAac } from './rtmp-relay-feed.js';
import { RelayRuns } from './rtmp-relay-runs.js';

/** `off` while there is nothing to send. */
export type RelayState = 'off' | 'connecting' | 'live' | 'failed';

export interface RelayStatus {
  state: RelayState;
  /** Of the last attempt that failed; it stays until one has succeeded. */
  error: ErrorCode | null;
  /** What the target said about it, if it did. */
  reason: string | null;
  audio: RelayAudio;
}

export interface RelayTimes {
  /** From dialling until the target takes the stream. */
  connectMs: number;
  /** The first pause before another attempt; it doubles up to `maxRetryMs`. */
  minRetryMs: number;
  maxRetryMs: number;
  /** What has been live for so long begins with the first pause again. */
  steadyMs: number;
  /** A target that has a full queue for so long is given up. */
  stallMs: number;
  /** How long it stays connected without a publisher. */
  lingerMs: number;
}

export interface RtmpRelayOptions {
  url: string;
  /** A secret. */
  key: string;
  /** Shared by the relays of one stream. */
  runs?: RelayRuns;
  /** @throws DomainError target.* */
  dial(target: Target, signal: AbortSignal): Promise<Socket>;
  /** For rtmps targets; certificates are always verified. */
  tls?: Pick<TlsOptions, 'ca'>;
  /** Without it the sound of an Opus stream is left out for targets that take AAC only. */
  transcode?: TranscodeToAac;
  onChange?(status: RelayStatus): void;
  times?: Partial<RelayTimes>;
  /** 0 up to 1. */
  random?: () => number;
}

const DEFAULT_TIMES: RelayTimes = {
  connectMs: 15_000,
  minRetryMs: 2_000,
  maxRetryMs: 60_000,
  steadyMs: 60_000,
  stallMs: 20_000,
  lingerMs: 10_000,
};

/** Sends a stream on to an RTMP or RTMPS server, and connects again when that fails. */
export class RtmpRelay implements StreamReader {
  status: RelayStatus = { state: 'off', error: null, reason: null, audio: 'none' };
  private readonly times: RelayTimes;
  private readonly runs: RelayRuns;
  private tracks: readonly Track[] = [];
  private run: AbortController | undefined;
  private client: RtmpClient | undefined;
  private feed: RelayFeed | undefined;
  private liveAt: number | undefined;
  private failures = 0;
  private retry: NodeJS.Timeout | undefined;
  private linger: NodeJS.Timeout | undefined;
  private readonly totals = { sent: 0, dropped: 0 };

  constructor(private readonly options: RtmpRelayOptions) {
    this.times = { ...DEFAULT_TIMES, ...options.times };
    this.runs = options.runs ?? new RelayRuns();
  }

  /** Units over all connections; `dropped` for being too slow, not for being without a connection. */
  get stats(): { sent: number; dropped: number } {
    const { sent = 0, dropped = 0 } = this.feed?.stats ?? {};
    return { sent: this.totals.sent + sent, dropped: this.totals.dropped + dropped };
  }

  begin(tracks: readonly Track[]): void {
    clearTimeout(this.linger);
    this.tracks = tracks;
    if (this.feed) this.beginFeed(this.feed);
    else if (!this.run && !this.retry) this.connect();
  }

  write(unit: MediaUnit): void {
    if (!this.feed) return;
    this.feed.write(unit);
    if (this.feed.stalledMs > this.times.stallMs) this.fail(new DomainError('relay.stalled'));
  }

  interrupt(): void {
    clearTimeout(this.linger);
    this.linger = setTimeout(() => this.stop(), this.times.lingerMs);
  }

  end(): void {
    this.stop();
  }

  private connect(): void {
    const run = new AbortController();
    this.retry = undefined;
    this.run = run;
    this.change({ state: 'connecting' });
    const timer = setTimeout(() => run.abort(new DomainError('target.timeout')), this.times.connectMs);
    this.open(run.signal)
      .finally(() => clearTimeout(timer))
      .then(
        (client) => this.goLive(client, run),
        (error: unknown) => this.run === run && this.fail(error),
      );
  }

  private async open(signal: AbortSignal): Promise<RtmpClient> {
    const address = rtmpAddress(this.options.url, this.options.key);
    const socket = await this.options.dial({ host: address.host, port: address.port }, signal);
    // Whatever comes next, it goes with the attempt.
    signal.addEventListener('abort', () => socket.destroy(), { once: true });
    if (signal.aborted) socket.destroy();
    signal.throwIfAborted();
    const stream = address.isSecure ? await this.secured(socket, address) : socket;
    return RtmpClient.publish(stream, address, signal);
  }

  private async secured(socket: Socket, { host }: RtmpAddress): Promise<Socket> {
    try {
      return await secure(socket, host, { ...this.options.tls, timeoutMs: this.times.connectMs });
    } catch (error) {
      if (error instanceof DomainError) throw error;
      const reason = error instanceof Error && 'code' in error ? String(error.code) : '';
      const isCertificate = /CERT|SIGNATURE|ISSUER/.test(reason);
      throw new DomainError(isCertificate ? 'target.untrusted' : 'target.protocol', { details: { reason } });
    }
  }

  private goLive(client: RtmpClient, run: AbortController): void {
    if (this.run !== run) return client.close();
    this.client = client;
    this.feed = new RelayFeed(client, this.runs, this.options.transcode);
    this.liveAt = performance.now();
    void client.ended.then((error) => this.client === client && this.fail(error));
    this.beginFeed(this.feed);
  }

  private beginFeed(feed: RelayFeed): void {
    try {
      feed.begin(this.tracks);
    } catch (error) {
      return this.fail(error);
    }
    this.change({ state: 'live', error: null, reason: null, audio: feed.audio });
  }

  private fail(cause: unknown): void {
    const error = cause instanceof DomainError ? cause : new DomainError('internal', { cause });
    const isSteady = this.liveAt !== undefined && performance.now() - this.liveAt >= this.times.steadyMs;
    if (isSteady) this.failures = 0;
    this.disconnect();
    const { random = Math.random } = this.options;
    this.retry = setTimeout(() => this.connect(), retryPauseMs(this.failures++, this.times, random()));
    this.change({ state: 'failed', error: error.code, reason: reasonOf(error), audio: 'none' });
  }

  private stop(): void {
    clearTimeout(this.linger);
    clearTimeout(this.retry);
    this.retry = undefined;
    this.failures = 0;
    this.disconnect();
    this.change({ state: 'off', audio: 'none' });
  }

  private disconnect(): void {
    const { run, client, feed } = this;
    this.run = this.client = this.feed = this.liveAt = undefined;
    this.totals.sent += feed?.stats.sent ?? 0;
    this.totals.dropped += feed?.stats.dropped ?? 0;
    feed?.close();
    if (client) client.close();
    else run?.abort(new DomainError('relay.lost'));
  }

  private change(change: Partial<RelayStatus>): void {
    this.status = { ...this.status, ...change };
    this.options.onChange?.(this.status);
  }
}

/** Twice as long after every failure. `jitter` of 0 up to 1 spreads the relays of a target that comes back. */
export const retryPauseMs = (
  failures: number,
  { minRetryMs, maxRetryMs }: Pick<RelayTimes, 'minRetryMs' | 'maxRetryMs'>,
  jitter: number,
): number => Math.min(maxRetryMs, minRetryMs * 2 ** failures) * (0.5 + jitter / 2);

const reasonOf = ({ details }: DomainError): string | null => {
  const reason = details && typeof details === 'object' && 'reason' in details ? details.reason : undefined;
  return typeof reason === 'string' && reason !== '' ? reason : null;
};
