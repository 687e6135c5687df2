import { setMaxListeners } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { quicheAbsence } from '#libs/quic';
import { Backoff } from './backoff.js';
import { Callers, type ConnectionEvent } from './callers.js';
import { dialectOf } from './dialect.js';
import type { Exposure } from './exposure.js';
import type { TunnelIdentity } from './identity-file.js';
import { isLoss, Lease } from './lease.js';
import { LeaseService } from './lease-service.js';
import { TunnelError, type Problem } from './problem.js';
import { isFinal, ProblemLog } from './problem-log.js';
import { RelayApi } from './relay-api.js';
import { RelayRefusal } from './relay-refusal.js';
import type { RelayState, RelayStatus } from './relay-status.js';
import { RelayTrust } from './relay-trust.js';
import { QuicClient } from './udp/quic-client.js';
import { USER_AGENT } from './version.js';

/** A lease lost sooner than this after it was got makes the next attempt wait. */
const STABLE_MS = 10_000;

export interface RelayLinkOptions {
  relay: string;
  exposure: Exposure;
  identity: TunnelIdentity;
  onState(status: RelayStatus): void;
  onConnection(event: ConnectionEvent): void;
  onProblem(problem: Problem): void;
}

/** One service at one relay, from the first call to the last: registers, serves, and starts over when the lease is lost. */
export class RelayLink {
  readonly relay: URL;
  /** Settles when the link is over: refused for good, or closed. Never rejects. */
  readonly done: Promise<void>;
  private readonly closing = new AbortController();
  private readonly problems: ProblemLog;
  private readonly callers: Callers;
  private service: LeaseService | undefined;
  private lease: Lease | undefined;
  /** The relay does not even register this identity. */
  private isRejected = false;
  private ended: 'refused' | 'closed' | undefined;
  private reported = '';

  constructor(private readonly options: RelayLinkOptions) {
    const { relay, exposure, onConnection } = options;
    this.relay = new URL(relay);
    // Every session and call of the link listens.
    setMaxListeners(0, this.closing.signal);
    this.problems = new ProblemLog(relay, (problem) => options.onProblem(problem));
    this.callers = new Callers({
      ...{ relay, target: exposure.target, takesRaw: exposure.tcp, onConnection },
      onProblem: (error) => this.problems.report(error),
    });
    // Not before whoever opened the link could listen.
    this.done = nextTurn().then(() => this.run());
  }

  get status(): RelayStatus {
    return {
      relay: this.options.relay,
      state: this.state,
      publicUrl: this.lease?.publicUrl,
      tcpAddress: this.lease?.tcpAddress,
      udpAddress: this.lease?.udpAddress,
      ready: this.service?.ready ?? 0,
      problem: this.problems.last,
      ...this.callers.traffic,
    };
  }

  /** Gives the name back and ends every connection; takes little more than 5 s at most. */
  async close(): Promise<void> {
    this.closing.abort(new Error('closed'));
    this.callers.close();
    await this.done;
  }

  private get state(): RelayState {
    return this.ended ?? this.service?.state ?? (this.isRejected ? 'waiting' : 'connecting');
  }

  private async run(): Promise<void> {
    const { signal } = this.closing;
    const backoff = new Backoff();
    while (!signal.aborted) {
      const began = performance.now();
      this.changed();
      try {
        await this.hold();
      } catch (error) {
        if (signal.aborted) break;
        const wasLeased = this.service !== undefined;
        this.isRejected = error instanceof RelayRefusal && error.code === 'lease_rejected';
        this.service = undefined;
        if (isFinal(error)) return this.end('refused', error);
        this.problems.report(wasLeased && isLoss(error) ? lost(error) : error);
        if (wasLeased && performance.now() - began > STABLE_MS) backoff.reset();
        this.changed();
        await backoff.pause(signal).catch(() => undefined);
      }
    }
    this.end('closed');
  }

  /** Registers and serves; always ends by throwing. */
  private async hold(): Promise<never> {
    const { exposure, identity } = this.options;
    const { signal } = this.closing;
    if (exposure.udpTarget && !QuicClient.isAvailable()) {
      throw new TunnelError('udp.unavailable', `UDP needs QUIC: ${quicheAbsence()}`);
    }
    const trust = await RelayTrust.open(this.relay, { ...(exposure.ca && { ca: exposure.ca }), signal });
    const api = new RelayApi(this.relay, trust, USER_AGENT);
    try {
      const { protocol_version: spoken } = await api.domain(signal);
      const dialect = dialectOf(String(spoken), exposure.protocol);
      const lease = await Lease.acquire({ api, relay: this.relay, identity, exposure }, signal);
      this.lease = lease;
      this.service = new LeaseService({
        ...{ relay: this.relay, lease, trust, dialect, exposure, callers: this.callers, userAgent: USER_AGENT },
        onProblem: (error) => this.problems.report(error),
        onChange: () => this.changed(),
        onRecovered: () => this.problems.forget(),
      });
      return await this.service.run(signal);
    } finally {
      api.close();
    }
  }

  private end(how: 'refused' | 'closed', reason?: unknown): void {
    this.ended = how;
    this.service = undefined;
    if (reason !== undefined) this.problems.report(reason);
    this.problems.close();
    this.callers.close();
    this.changed();
  }

  /** Tells of states and addresses, not of every session that comes and goes. */
  private changed(): void {
    const { status } = this;
    const seen = [status.state, status.publicUrl, status.tcpAddress, status.udpAddress].join(' ');
    if (seen === this.reported) return;
    this.reported = seen;
    this.options.onState(status);
  }
}

const lost = (cause: unknown): TunnelError =>
  new TunnelError('lease.lost', `the lease is gone (${(cause as Error).message}); registering again`, { cause });
