import { setMaxListeners } from 'node:events';
import type { TLSSocket } from 'node:tls';
import type { Callers } from './callers.js';
import type { Dialect } from './dialect.js';
import type { Exposure } from './exposure.js';
import { RemoteSigner } from './keyless.js';
import { isLoss, type Lease } from './lease.js';
import { PassThroughGate } from './pass-through-gate.js';
import { dialPublicName } from './public-name.js';
import { TunnelError } from './problem.js';
import { isFinal } from './problem-log.js';
import { RelayRefusal } from './relay-refusal.js';
import type { RelayState } from './relay-status.js';
import { RelayDialer } from './relay-dialer.js';
import { addressOf, presentedBy, type RelayTrust } from './relay-trust.js';
import { ReverseSession, type StartMarker } from './reverse-session.js';
import { SessionPool } from './session-pool.js';
import { SelfProbe } from './self-probe.js';
import type { Target } from './target.js';
import { acceptTls } from './tls/index.js';
import { QuicClient } from './udp/quic-client.js';
import { UdpForwarder } from './udp/udp-forwarder.js';

/** Only a person can let a rejected lease route: asking much sooner helps nobody. */
const REJECTED_PAUSE_MS = 1_000;
const TCP_KEEPALIVE_MS = 30_000;
const MIN_FAILURES = 2;

export interface LeaseServiceOptions {
  relay: URL;
  lease: Lease;
  trust: RelayTrust;
  dialect: Dialect;
  exposure: Exposure;
  callers: Callers;
  userAgent: string;
  onProblem(error: unknown): void;
  onChange(): void;
  /** Sessions are ready after they had not been. */
  onRecovered(): void;
}

/** Serves one lease as long as it lasts: keeps it renewed, keeps sessions waiting, ends callers' TLS. */
export class LeaseService {
  private readonly dialer: RelayDialer;
  private readonly pool: SessionPool;
  private readonly probe: SelfProbe;
  private readonly gate: PassThroughGate;
  private readonly signer: RemoteSigner;
  /** What callers are shown; the relay may change its certificate meanwhile. */
  private chain: Buffer[];
  private failures = 0;
  private contact: 'none' | 'rejected' | 'ready' = 'none';
  private readonly udp: UdpForwarder | undefined;
  private lose: (reason: unknown) => void;

  constructor(private readonly options: LeaseServiceOptions) {
    const { exposure, trust, relay, lease, userAgent, onProblem, onChange } = options;
    this.chain = trust.chain;
    this.dialer = new RelayDialer(trust.options);
    this.signer = new RemoteSigner({ relay, trust, accessToken: () => lease.accessToken, userAgent });
    this.probe = new SelfProbe({ dial: (signal) => dialPublicName(relay, lease.hostname, signal) });
    this.gate = new PassThroughGate({ probe: this.probe, isEnforced: exposure.banMitm, onProblem, onChange });
    this.udp = exposure.udpTarget && this.forwarderTo(exposure.udpTarget);
    this.pool = new SessionPool(
      {
        open: (signal) => this.open(signal),
        serve: (session, marker) => this.serve(session, marker),
        failed: (error) => this.failed(error),
        readyChanged: () => this.readyChanged(),
      },
      exposure.sessions,
    );
  }

  get ready(): number {
    return this.pool.ready;
  }

  get state(): RelayState {
    if (this.contact === 'rejected') return 'waiting';
    if (this.contact === 'none') return 'connecting';
    return this.gate.isOpen ? 'online' : 'checking';
  }

  /** Ends by throwing: what the relay refused, that it reads along, or the reason of `signal`. The name is given back. */
  async run(signal: AbortSignal): Promise<never> {
    const { lease, onProblem } = this.options;
    const over = new AbortController();
    const until = AbortSignal.any([signal, over.signal]);
    setMaxListeners(0, until);
    const lost = new Promise<never>((_resolve, reject) => (this.lose = reject));
    const running = [this.pool.run(until), this.udp?.run(until)];
    try {
      return await Promise.race([lost, lease.keep(until, onProblem), this.gate.watch(until)]);
    } catch (error) {
      // What was lost need not be given back, and the next attempt should not wait for it.
      if (signal.aborted || isFinal(error)) await lease.release();
      throw error;
    } finally {
      over.abort(new Error('the lease is over'));
      this.signer.close();
      await Promise.all(running);
    }
  }

  private async open(signal: AbortSignal): Promise<ReverseSession> {
    const { relay, lease, dialect, userAgent } = this.options;
    const socket = await this.dialer.dial(signal);
    socket.setKeepAlive(true, TCP_KEEPALIVE_MS);
    this.noteChain(socket);
    const { accessToken } = lease;
    return ReverseSession.open(socket, { relay, accessToken, dialect, userAgent }, signal);
  }

  private forwarderTo(target: Target): UdpForwarder {
    const { relay, lease, trust, callers, onProblem } = this.options;
    const { host } = addressOf(relay);
    return new UdpForwarder({
      target,
      open: (handlers) => {
        const { accessToken, sniPort: port } = lease;
        return QuicClient.open({ host, port, serverName: host, trust: trust.quic, accessToken, ...handlers });
      },
      onBytes: (bytesIn, bytesOut) => callers.count(bytesIn, bytesOut),
      onProblem,
    });
  }

  /** A relay that renewed its certificate signs with the new key from then on. */
  private noteChain(socket: TLSSocket): void {
    if (socket.isSessionReused()) return;
    const leaf = socket.getPeerX509Certificate()?.raw;
    if (!leaf || this.chain[0]?.equals(leaf)) return;
    const chain = presentedBy(socket);
    if (chain.length > 0) this.chain = chain;
  }

  private serve(session: ReverseSession, marker: StartMarker): void {
    void this.options.callers.receive(session, marker, async (socket) => {
      const { chain, signer } = this;
      return this.gate.admit(await acceptTls(socket, { chain, signer, onKeys: this.probe.onKeys }));
    });
  }

  private failed(error: unknown): number | undefined {
    const isRejected = error instanceof RelayRefusal && error.code === 'lease_rejected';
    this.failures += 1;
    // One failed dial while every session is claimed is no loss of the relay.
    if (this.pool.ready === 0 && this.failures >= MIN_FAILURES) {
      this.contact = isRejected ? 'rejected' : 'none';
      this.gate.close();
      this.options.onChange();
    }
    if (isLoss(error) || isFinal(error) || isUntrusted(error)) this.lose(error);
    else this.options.onProblem(error);
    return isRejected ? REJECTED_PAUSE_MS : undefined;
  }

  private readyChanged(): void {
    if (this.pool.ready === 0) return;
    this.failures = 0;
    if (this.contact === 'ready') return;
    this.contact = 'ready';
    this.options.onRecovered();
    this.gate.check();
    this.options.onChange();
  }
}

/** A local relay made itself a new certificate: what is pinned is no longer what it presents. */
const isUntrusted = (error: unknown): boolean => error instanceof TunnelError && error.code === 'relay.untrusted';
