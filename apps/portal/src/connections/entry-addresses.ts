import { Injectable } from '@nestjs/common';
import { DomainError, invalidFields, ofField } from '#libs/contracts';
import { canonicalHost, NetGuard, type Scope } from '#libs/net-guard';

/** A slow name server must not hold a save; the name is judged again at every dial. */
const CHECK_TIMEOUT_MS = 3000;

/** Addresses people save. */
@Injectable()
export class EntryAddresses {
  constructor(private readonly guard: NetGuard) {}

  /**
   * The host in the form it is stored and pinned in. A name that does not resolve now is accepted. `field` is where it was written.
   * @throws DomainError request.invalid, target.blocked
   */
  async require(host: string, port: number, scope: Scope, field = 'host'): Promise<string> {
    const name = canonicalName(host, field);
    const check = this.guard.check(name, port, scope).catch((error: unknown) => {
      if (!(error instanceof DomainError) || error.code === 'target.unresolvable') return;
      throw ofField(field, error);
    });
    await Promise.race([check, giveUp(CHECK_TIMEOUT_MS)]);
    return name;
  }
}

const canonicalName = (host: string, field: string): string => {
  try {
    return canonicalHost(host);
  } catch {
    throw invalidFields([{ field, message: 'must be a name or an address, without a scheme or a port' }]);
  }
};

const giveUp = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms).unref());
