import { Inject, Injectable } from '@nestjs/common';
import { hash, type Options, verify } from '@node-rs/argon2';
import type { Counter } from 'prom-client';
import { invalidFields, LIMITS } from '#libs/contracts';
import type { Metrics } from '#libs/telemetry';
import { Text } from '../../boundary/fields.js';
import { METRICS } from '../../boundary/log.js';
import { isCommonPassword } from './common-passwords.js';

/** argon2id with 19 MiB and two passes, about 50 ms (OWASP's first choice). */
const ARGON2ID: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** A password to be set. */
export const NewPassword = (): PropertyDecorator => Text({ ...LIMITS.password, trim: false });

/** A password to be checked: any text, so that a wrong one is wrong and not malformed. */
export const GivenPassword = (): PropertyDecorator => Text({ max: LIMITS.password.max, trim: false });

@Injectable()
export class Passwords {
  private readonly checks: Counter<string>;
  /** Of a password nobody has. */
  private readonly nobodysHash = hash('', ARGON2ID);

  constructor(@Inject(METRICS) metrics: Metrics) {
    this.checks = metrics.counter('portal_password_checks_total', 'Passwords compared with argon2id.');
  }

  hash(password: string): Promise<string> {
    return hash(password, ARGON2ID);
  }

  /** False for a null hash, after the same work: the time does not tell whether the account exists. */
  async verify(passwordHash: string | null, password: string): Promise<boolean> {
    this.checks.inc();
    const matches = await verify(passwordHash ?? (await this.nobodysHash), password);
    return matches && passwordHash !== null;
  }

  /** @throws DomainError request.invalid — among the first guesses, or the user name */
  requireStrong(field: string, password: string, username: string): void {
    const holdsName =
      password.toLowerCase().replace(/[\d\W_]+$/, '') === username.toLowerCase().replace(/[\d\W_]+$/, '');
    if (holdsName) throw invalidFields([{ field, message: 'must not be the user name' }]);
    if (isCommonPassword(password)) {
      throw invalidFields([{ field, message: 'is among the most common passwords; choose another one' }]);
    }
  }
}
