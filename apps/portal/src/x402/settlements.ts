import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { DomainError } from '#libs/contracts';
import { type SettlementState, X402Settlement } from './settlement.entity.js';
import type { SignedPayment } from './verification.js';
import type { PaymentRequirements } from './x402.dto.js';

/** Longer than all calls of the node together: a claim this old is of a process that is gone. */
const CLAIM_SECONDS = 60;
const WAIT_MS = 10_000;
const POLL_MS = 100;

/** Who may settle a payment: one process at a time, for one set of requirements, ever. */
@Injectable()
export class Settlements {
  constructor(@InjectRepository(X402Settlement) private readonly rows: Repository<X402Settlement>) {}

  find(digest: string): Promise<X402Settlement | null> {
    return this.rows.findOneBy({ digest });
  }

  /**
   * Makes the settlement the caller's, who then has to `finish` it; waits while another process is at it.
   * `used` is a payment for other requirements.
   * @throws DomainError server.unavailable — another process is still at it
   */
  async claim(payment: SignedPayment, requirementsHash: string): Promise<'claimed' | 'settled' | 'used'> {
    const { digest } = payment.transaction;
    for (const deadline = Date.now() + WAIT_MS; Date.now() < deadline; await delay(POLL_MS)) {
      if (await this.tryClaim(digest, requirementsHash, payment.payer)) return 'claimed';
      const row = await this.find(digest);
      if (row && row.requirementsHash !== requirementsHash) return 'used';
      if (row?.state === 'settled') return 'settled';
    }
    throw new DomainError('server.unavailable', { text: 'This payment is being settled. Try again in a moment.' });
  }

  async finish(digest: string, state: Exclude<SettlementState, 'pending'>): Promise<void> {
    await this.rows.update({ digest }, { state });
  }

  /** What failed was never paid, so it is free for any requirements. */
  private async tryClaim(digest: string, requirementsHash: string, payer: string): Promise<boolean> {
    const claimed: unknown[] = await this.rows.query(
      `INSERT INTO "x402_settlements" AS known ("digest", "requirements_hash", "payer", "state", "created_at")
       VALUES ($1, $2, $3, 'pending', now())
       ON CONFLICT ("digest") DO UPDATE
         SET "requirements_hash" = excluded."requirements_hash", "state" = 'pending', "created_at" = now()
         WHERE known."state" = 'failed'
           OR known."requirements_hash" = excluded."requirements_hash"
              AND (known."state" = 'unknown'
                OR known."state" = 'pending' AND known."created_at" < now() - make_interval(secs => $4))
       RETURNING "digest"`,
      [digest, requirementsHash, payer, CLAIM_SECONDS],
    );
    return claimed.length > 0;
  }
}

/** The same for the same requirements, however their JSON is ordered and their addresses are written. */
export const requirementsHashOf = (
  { scheme, network, maxTimeoutSeconds, extra }: PaymentRequirements,
  { asset, payTo, amount }: SignedPayment,
): string => {
  const terms = { scheme, network, asset, payTo, amount: String(amount), maxTimeoutSeconds, extra };
  return createHash('sha256')
    .update(JSON.stringify(sorted(terms)))
    .digest('hex');
};

const sorted = (value: unknown): unknown => {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(sorted);
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return fields.map(([name, field]) => [name, sorted(field) ?? null]);
};
