import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { MARKER } from '#libs/relay-protocol';
import { answerBadGateway } from './bad-gateway.js';
import { bridge } from './bridge.js';
import { TunnelError } from './problem.js';
import type { ReverseSession, StartMarker } from './reverse-session.js';
import { dialTarget, type Target } from './target.js';

/** Beyond it a caller is turned away: each holds two sockets. */
const MAX_CALLERS = 16_384;

export interface ConnectionEvent {
  /** Counts from 1 at each relay. */
  id: number;
  relay: string;
  kind: 'tls' | 'tcp';
  phase: 'opened' | 'closed';
  /** From the caller to the service. */
  bytesIn: number;
  bytesOut: number;
}

export interface Traffic {
  open: number;
  total: number;
  bytesIn: number;
  bytesOut: number;
}

export interface CallersOptions {
  relay: string;
  target: Target;
  /** Raw callers belong to a TCP lease: to any other the relay must not send bytes it could have read. */
  takesRaw: boolean;
  onConnection(event: ConnectionEvent): void;
  onProblem(error: unknown): void;
}

/** Leads callers from claimed sessions to the local service. They outlive the lease they came by. */
export class Callers {
  private readonly live = new Map<number, { caller: Duplex; service?: Socket }>();
  private last = 0;
  private readonly past = { bytesIn: 0, bytesOut: 0 };

  constructor(private readonly options: CallersOptions) {}

  get traffic(): Traffic {
    const sum: Traffic = { open: this.live.size, total: this.last, ...this.past };
    for (const { service } of this.live.values()) {
      sum.bytesIn += service?.bytesWritten ?? 0;
      sum.bytesOut += service?.bytesRead ?? 0;
    }
    return sum;
  }

  /** What came and went by other ways than connections. */
  count(bytesIn: number, bytesOut: number): void {
    this.past.bytesIn += bytesIn;
    this.past.bytesOut += bytesOut;
  }

  /** `acceptTls` ends the caller's TLS; it resolves to undefined when it was no caller after all (the self-probe). */
  async receive(
    session: ReverseSession,
    marker: StartMarker,
    acceptTls: (socket: Duplex) => Promise<Duplex | undefined>,
  ): Promise<void> {
    const isTls = marker === MARKER.tlsStart;
    try {
      if (this.live.size >= MAX_CALLERS) {
        throw new TunnelError('connections.too_many', `more than ${MAX_CALLERS} connections at once`);
      }
      if (!isTls && !this.options.takesRaw) {
        throw new TunnelError('relay.misbehaved', 'the relay sent an unencrypted caller to a service that takes none');
      }
      const caller = isTls ? await acceptTls(session.socket) : session.socket;
      if (caller) await this.lead(caller, isTls);
    } catch (error) {
      session.socket.destroy();
      this.options.onProblem(error);
    }
  }

  close(): void {
    for (const { caller, service } of this.live.values()) {
      caller.destroy();
      service?.destroy();
    }
  }

  private async lead(caller: Duplex, isTls: boolean): Promise<void> {
    const id = ++this.last;
    const entry: { caller: Duplex; service?: Socket } = { caller };
    this.live.set(id, entry);
    caller.on('error', () => caller.destroy());
    const about = { id, relay: this.options.relay, kind: isTls ? 'tls' : 'tcp' } as const;
    this.options.onConnection({ ...about, phase: 'opened', bytesIn: 0, bytesOut: 0 });
    try {
      entry.service = await dialTarget(this.options.target);
      await bridge(caller, entry.service);
    } catch (error) {
      this.options.onProblem(error);
      if (isTls && !this.options.takesRaw) await answerBadGateway(caller);
      else caller.destroy();
    } finally {
      this.live.delete(id);
      const bytesIn = entry.service?.bytesWritten ?? 0;
      const bytesOut = entry.service?.bytesRead ?? 0;
      this.count(bytesIn, bytesOut);
      this.options.onConnection({ ...about, phase: 'closed', bytesIn, bytesOut });
    }
  }
}
