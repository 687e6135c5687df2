import { Injectable, Logger } from '@nestjs/common';
import { DomainError, ERRORS } from '#libs/contracts';
import { NetGuard } from '#libs/net-guard';
import type { Principal } from '../auth/principal.js';
import type { HealthReply } from './connections.dto.js';
import type { RemoteTarget } from './remote-targets.js';

const PROBE_TIMEOUT_MS = 5000;
/** How long an answer stands, so that a page of cards or an impatient client dials once. */
const FRESH_MS = 5000;

/** Whether an entry's server answers, measured through the network policy. */
@Injectable()
export class EntryHealth {
  timeoutMs = PROBE_TIMEOUT_MS;
  private readonly log = new Logger('health');
  private readonly answers = new Map<string, Promise<HealthReply>>();

  constructor(private readonly guard: NetGuard) {}

  /** Callers that ask within the same few seconds share one probe. */
  check(target: RemoteTarget, caller: Principal): Promise<HealthReply> {
    const key = `${target.origin} ${target.id} ${target.host} ${target.port}`;
    const known = this.answers.get(key);
    if (known) return known;
    const answer = this.probe(target, caller);
    this.answers.set(key, answer);
    void answer.finally(() => setTimeout(() => this.answers.delete(key), FRESH_MS).unref());
    return answer;
  }

  /** Never rejects: a target that cannot be reached is an answer. */
  private async probe(target: RemoteTarget, user: Principal): Promise<HealthReply> {
    const { host, port, scope } = target;
    const signal = AbortSignal.timeout(this.timeoutMs);
    const dial = (to = { host, port }) => this.guard.dial(to, { scope, signal });
    try {
      return await Promise.race([
        target.plugin.probe({ ...target, user, dial, signal, log: this.log }),
        rejectWhenAborted(signal),
      ]);
    } catch (error) {
      return this.failure(error, signal);
    }
  }

  private failure(error: unknown, signal: AbortSignal): HealthReply {
    const known = error instanceof DomainError ? error : undefined;
    if (!known && !signal.aborted) this.log.error(error);
    const code = known?.code ?? (signal.aborted ? 'target.timeout' : 'internal');
    return { healthy: false, latency_ms: null, code, detail: known?.message ?? ERRORS[code].text };
  }
}

const rejectWhenAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) =>
    signal.addEventListener('abort', () => reject(new DomainError('target.timeout')), { once: true }),
  );
