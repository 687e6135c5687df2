import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { Backoff } from './backoff.js';
import { TunnelError } from './problem.js';
import type { ProbeVerdict, SelfProbe } from './self-probe.js';
import type { TlsServerStream } from './tls/index.js';

/** So long a caller waits for the relay to be found clear; then it is turned away. */
const CALLER_PATIENCE_MS = 15_000;
/** Callers make the relay be checked again, but not more often. */
const RECHECK_MS = 60_000;

export interface GateOptions {
  probe: Pick<SelfProbe, 'check' | 'isOwn'>;
  /** Otherwise callers are served whatever the probe finds; it is only told. */
  isEnforced: boolean;
  onProblem(error: unknown): void;
  onChange(): void;
}

/**
 * Lets no caller's byte through before the self-probe has found that the relay passes TLS on unread. Opens with the
 * first clear probe; closes when contact with the relay is lost, because another program may answer afterwards.
 */
export class PassThroughGate {
  private isClear = false;
  private checkedAt = -Infinity;
  private wake: (() => void) | undefined;
  private isWanted = false;
  private readonly waiting = new Set<() => void>();

  constructor(private readonly options: GateOptions) {}

  get isOpen(): boolean {
    return this.isClear || !this.options.isEnforced;
  }

  close(): void {
    this.isClear = false;
  }

  check(): void {
    this.isWanted = true;
    this.wake?.();
  }

  /** Probes whenever `check` asks. @throws TunnelError relay.intercepts, when enforced; the reason of `signal` */
  async watch(signal: AbortSignal): Promise<never> {
    for (;;) {
      await this.wanted(signal);
      const backoff = new Backoff();
      for (let verdict = await this.probe(signal); verdict.kind !== 'clear'; verdict = await this.probe(signal)) {
        signal.throwIfAborted();
        this.judge(verdict);
        await backoff.pause(signal);
      }
      this.open();
    }
  }

  /** The caller, once it may be served; undefined if it was the probe. @throws TunnelError probe.inconclusive */
  async admit(stream: TlsServerStream): Promise<Duplex | undefined> {
    stream.on('error', () => stream.destroy());
    if (this.options.probe.isOwn(stream)) {
      stream.destroy();
      return undefined;
    }
    if (this.isOpen && performance.now() - this.checkedAt > RECHECK_MS) this.check();
    if (!this.isOpen) await this.opened();
    if (this.isOpen) return stream;
    stream.destroy();
    throw new TunnelError('probe.inconclusive', 'a caller was turned away: the relay is not proven not to read along');
  }

  private async probe(signal: AbortSignal): Promise<ProbeVerdict> {
    this.checkedAt = performance.now();
    const verdict = await this.options.probe.check(signal);
    // Once more: for a moment a second client of the same name may have answered.
    return verdict.kind === 'intercepted' ? this.options.probe.check(signal) : verdict;
  }

  private judge(verdict: Exclude<ProbeVerdict, { kind: 'clear' }>): void {
    const { isEnforced, onProblem } = this.options;
    if (verdict.kind === 'inconclusive') {
      const reason = `the self-probe did not get through: ${verdict.cause.message}`;
      return onProblem(new TunnelError('probe.inconclusive', reason, { cause: verdict.cause }));
    }
    const found =
      'somebody else answered under this name: the relay ends TLS itself, or another client uses the same identity';
    if (isEnforced) throw new TunnelError('relay.intercepts', found);
    onProblem(new TunnelError('relay.reads_along', found));
  }

  private open(): void {
    this.isClear = true;
    for (const proceed of this.waiting) proceed();
    this.options.onChange();
  }

  private wanted(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        signal.removeEventListener('abort', settle);
        this.wake = undefined;
        this.isWanted = false;
        if (signal.aborted) reject(signal.reason as Error);
        else resolve();
      };
      this.wake = settle;
      signal.addEventListener('abort', settle);
      if (signal.aborted || this.isWanted) settle();
    });
  }

  private async opened(): Promise<void> {
    const patience = new AbortController();
    const proceed = (): void => patience.abort();
    this.waiting.add(proceed);
    await delay(CALLER_PATIENCE_MS, undefined, { signal: patience.signal }).catch(() => undefined);
    this.waiting.delete(proceed);
  }
}
