import { Injectable } from '@nestjs/common';
import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import { ipPrefix } from '#libs/net-guard';
import { Admission, tooMany } from './admission.js';
import { LimiterStore } from './limiter-store.js';

/** One attempt to sign in with a password. Names that do not exist are counted like those that do. */
export interface SignInAttempt {
  username: string;
  ip: string;
  /** The id of a device this account was signed in on before, proved by its signed cookie. */
  knownDevice: string | null;
}

interface Escalation {
  /** Failures without a delay. */
  free: number;
  maxDelaySeconds: number;
}

const FAILURES_KEPT_S = 3600;
/** From one place: a person who mistypes. */
const PLACE: Escalation = { free: 5, maxDelaySeconds: 900 };
/** From everywhere together: a guess spread over many addresses. */
const ACCOUNT: Escalation = { free: 30, maxDelaySeconds: 300 };

/**
 * Delays that double with each failure. Failures count for the place they come from, (account, address) or (account, known
 * device), so a stranger's failures do not delay the owner; those of all strangers together slow strangers only: a known
 * device is not asked for the account's own counters.
 */
@Injectable()
export class SignInAttempts {
  private readonly failures: RateLimiterAbstract;
  private readonly delays: RateLimiterAbstract;

  constructor(
    private readonly admission: Admission,
    store: LimiterStore,
  ) {
    this.failures = store.limiter('sign-in-failures', { points: 1_000_000, seconds: FAILURES_KEPT_S });
    this.delays = store.limiter('sign-in-delays', { points: 1, seconds: 1 });
  }

  /** @throws DomainError rate.exceeded with `details.retry_after` in seconds */
  async require(attempt: SignInAttempt): Promise<void> {
    for (const { key } of countersOf(attempt)) {
      const delay = await this.delays.get(key);
      if (delay && delay.consumedPoints > 1) throw tooMany(delay.msBeforeNext / 1000);
    }
    if (attempt.knownDevice === null) await this.admission.require('account', accountKey(attempt));
  }

  async failed(attempt: SignInAttempt): Promise<void> {
    for (const { key, free, maxDelaySeconds } of countersOf(attempt)) {
      const { consumedPoints } = await this.failures.penalty(key);
      const excess = consumedPoints - free;
      if (excess > 0) await this.delays.block(key, Math.min(2 ** Math.min(excess, 20), maxDelaySeconds));
    }
  }

  /** Forgets the failures of this place; those of strangers stay counted. */
  async succeeded(attempt: SignInAttempt): Promise<void> {
    const key = placeKey(attempt);
    await Promise.all([this.failures.delete(key), this.delays.delete(key)]);
  }
}

const accountKey = ({ username }: SignInAttempt): string => username.toLowerCase();

const placeKey = (attempt: SignInAttempt): string =>
  `${accountKey(attempt)}|${attempt.knownDevice === null ? ipPrefix(attempt.ip) : `device:${attempt.knownDevice}`}`;

const countersOf = (attempt: SignInAttempt): (Escalation & { key: string })[] => [
  { key: placeKey(attempt), ...PLACE },
  ...(attempt.knownDevice === null ? [{ key: accountKey(attempt), ...ACCOUNT }] : []),
];
