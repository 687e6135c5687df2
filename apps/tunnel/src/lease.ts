import { setTimeout as delay } from 'node:timers/promises';
import {
  identityKeyOf,
  leaseHostname,
  RELAY_LIMITS,
  type RegisterChallengeResponse,
  type RegisterResponse,
  rootHostOf,
} from '#libs/relay-protocol';
import { Backoff } from './backoff.js';
import type { Exposure } from './exposure.js';
import type { TunnelIdentity } from './identity-file.js';
import { TunnelError } from './problem.js';
import type { RelayApi } from './relay-api.js';
import { RelayRefusal } from './relay-refusal.js';

const TTL_SECONDS = RELAY_LIMITS.leaseTtlSeconds.default;
const RELEASE_LIMIT_MS = 5_000;

export interface LeaseRequest {
  api: RelayApi;
  relay: URL;
  identity: TunnelIdentity;
  exposure: Pick<Exposure, 'metadata' | 'tcp' | 'udpTarget'>;
}

/** A name held at a relay. */
export class Lease {
  readonly hostname: string;
  /** With the port of the relay's URL. */
  readonly publicUrl: string;
  readonly tcpAddress: string | undefined;
  readonly udpAddress: string | undefined;
  readonly sniPort: number;
  private token: string;
  private expiresAt: string;

  private constructor(
    private readonly api: RelayApi,
    { relay, identity, exposure }: LeaseRequest,
    registered: RegisterResponse,
  ) {
    const port = relay.port === '' ? 443 : Number(relay.port);
    this.token = registered.access_token;
    this.expiresAt = registered.expires_at;
    this.hostname = registered.hostname || leaseHostname(identity.name, rootHostOf(relay.href));
    this.publicUrl = `https://${this.hostname}${port === 443 ? '' : `:${port}`}`;
    this.sniPort = registered.sni_port || port;
    this.tcpAddress = exposure.tcp ? registered.tcp_addr : undefined;
    this.udpAddress = exposure.udpTarget ? registered.udp_addr : undefined;
  }

  /** @throws RelayRefusal, TunnelError relay.unreachable or relay.misbehaved */
  static async acquire(request: LeaseRequest, signal: AbortSignal): Promise<Lease> {
    const { api, relay, identity, exposure } = request;
    const challenge = await api.challenge(
      {
        identity: { name: identity.name, address: identity.key.address },
        metadata: exposure.metadata,
        ttl: TTL_SECONDS,
        ...(exposure.udpTarget && { udp_enabled: true }),
        ...(exposure.tcp && { tcp_enabled: true }),
      },
      signal,
    );
    requireOwnText(challenge, relay, identity);
    const registered = await api.register(
      {
        challenge_id: challenge.challenge_id,
        siwe_message: challenge.siwe_message,
        siwe_signature: identity.key.signPersonal(challenge.siwe_message),
      },
      signal,
    );
    const lease = new Lease(api, request, requireLease(registered, identity));
    const missing = missingTransport(registered, exposure);
    if (missing === undefined) return lease;
    await lease.release();
    throw new RelayRefusal(409, 'transport_mismatch', `the relay gave no ${missing} port`);
  }

  get accessToken(): string {
    return this.token;
  }

  /**
   * Renews at half the time to live until the relay says that there is nothing to renew, then throws what it said. While
   * the relay cannot be reached it keeps trying and reports.
   */
  async keep(signal: AbortSignal, report: (error: unknown) => void): Promise<never> {
    const backoff = new Backoff();
    for (;;) {
      await delay(this.renewalMs(), undefined, { signal });
      for (let isRenewed = false; !isRenewed;) {
        try {
          await this.renew(signal);
          isRenewed = true;
          backoff.reset();
        } catch (error) {
          signal.throwIfAborted();
          if (isLoss(error)) throw error;
          report(error);
          await backoff.pause(signal);
        }
      }
    }
  }

  /** Gives the name back; never throws, and takes 5 s at most. */
  async release(): Promise<void> {
    await this.api.unregister(this.token, AbortSignal.timeout(RELEASE_LIMIT_MS)).catch(() => undefined);
  }

  private async renew(signal: AbortSignal): Promise<void> {
    const renewed = await this.api.renew({ access_token: this.token, ttl: TTL_SECONDS }, signal);
    if (typeof renewed.access_token !== 'string' || renewed.access_token === '') {
      throw new TunnelError('relay.misbehaved', 'the relay renewed without a token');
    }
    this.token = renewed.access_token;
    this.expiresAt = renewed.expires_at;
  }

  /** A clock that is wrong makes renewals more frequent, never later than half of what was asked for. */
  private renewalMs(): number {
    const left = Date.parse(this.expiresAt) - Date.now();
    const granted = Math.min(TTL_SECONDS * 1000, Math.max(left || 0, 2_000));
    return (granted / 2) * (0.9 + Math.random() * 0.1);
  }
}

/** The relay does not know the lease, or not the token any more: registering again helps. */
export const isLoss = (error: unknown): boolean =>
  error instanceof RelayRefusal && (['lease_not_found', 'unauthorized'].includes(error.code) || error.isFinal);

/**
 * What a relay asks to sign must be about this relay and this key: another text would be a signature for somebody else's
 * door.
 */
function requireOwnText(
  { siwe_message: message, challenge_id: id }: RegisterChallengeResponse,
  relay: URL,
  identity: TunnelIdentity,
): void {
  const [first, address] = typeof message === 'string' ? message.split('\n') : [];
  const isOurs = [relay.host, relay.hostname].some(
    (domain) => first === `${domain} wants you to sign in with your Ethereum account:`,
  );
  if (!isOurs || address !== identity.key.address || typeof id !== 'string') {
    throw new TunnelError('relay.misbehaved', 'the relay asked for a signature that is not about it');
  }
}

function requireLease(registered: RegisterResponse, { name, key }: TunnelIdentity): RegisterResponse {
  const { identity, access_token: token } = registered;
  const isOurs =
    typeof identity?.name === 'string' &&
    typeof identity.address === 'string' &&
    identityKeyOf(identity) === identityKeyOf({ name, address: key.address });
  if (isOurs && typeof token === 'string' && token !== '') return registered;
  throw new TunnelError('relay.misbehaved', 'the relay registered somebody else');
}

function missingTransport(registered: RegisterResponse, exposure: LeaseRequest['exposure']): 'TCP' | 'UDP' | undefined {
  if (exposure.tcp && !registered.tcp_enabled) return 'TCP';
  return exposure.udpTarget && !registered.udp_enabled ? 'UDP' : undefined;
}
