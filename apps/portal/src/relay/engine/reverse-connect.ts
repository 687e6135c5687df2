import type { Duplex } from 'node:stream';
import { DomainError } from '#libs/contracts';
import { httpAnswer } from '#libs/realtime';
import type { LeaseDirectory, RoutedLease } from './lease-directory.js';
import { relayRefusal } from './relay-refusal.js';
import type { RoutePolicy, Tenants } from './tenants.js';

export interface ConnectOffer {
  accessToken: string | undefined;
  /** Of the client. */
  address: string;
  /** `1.1` */
  version: string;
  /** Whether it asked to switch protocols (protocol 8); before, it asked to keep the connection. */
  isUpgrade: boolean;
}

export interface ReverseConnectOptions {
  directory: Pick<LeaseDirectory, 'byToken'>;
  /** Notes that the client of an identity is there. */
  touch(identityKey: string): Promise<void>;
  policy: RoutePolicy;
  tenants: Tenants;
  /** The identity a lease token is for. @throws DomainError lease.unauthorized */
  identityOf(accessToken: string | undefined): string;
  onError(error: unknown): void;
}

/** How exactly it is noted when a client was last there: in a burst it comes a thousand times a second. */
const TOUCHED_MS = 1_000;
const MAX_TOUCHED = 10_000;
const SWITCHED = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: raw\r\nConnection: Upgrade\r\n\r\n';
const KEPT = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n';
const REFUSED = { 'Content-Type': 'application/json', 'Access-Control-Allow-Origin': '*' };

/** `GET /sdk/connect`: makes the connection a reverse session, or says why not. */
export class ReverseConnect {
  /** Until when an identity need not be noted again. */
  private readonly touched = new Map<string, number>();

  constructor(private readonly options: ReverseConnectOptions) {}

  /** Answers on the stream; `onSession` is called when it is one. Never rejects. */
  async accept(stream: Duplex, offer: ConnectOffer, onSession?: () => void): Promise<void> {
    stream.on('error', () => stream.destroy());
    try {
      const lease = await this.admit(offer);
      if (stream.destroyed) return;
      stream.write(offer.isUpgrade ? SWITCHED : KEPT);
      onSession?.();
      this.options.tenants.addSession(lease, stream, offer.address);
    } catch (error) {
      if (!(error instanceof DomainError)) this.options.onError(error);
      stream.end(refusal(error instanceof DomainError ? error : new DomainError('internal')));
      stream.resume();
    }
  }

  private async admit({ accessToken, address, version }: ConnectOffer): Promise<RoutedLease> {
    const { directory, policy, identityOf } = this.options;
    if (!version.startsWith('1.')) throw new DomainError('relay.http11_only');
    if (policy.isIpBanned(address)) throw new DomainError('relay.ip_banned');
    const identityKey = identityOf(accessToken);
    const lease = await directory.byToken(accessToken!, identityKey);
    if (!lease) throw new DomainError('lease.not_found');
    if (!policy.isRoutable(identityKey)) throw new DomainError('lease.rejected');
    this.touch(identityKey);
    return lease;
  }

  /** Nobody waits for it. */
  private touch(identityKey: string): void {
    const now = performance.now();
    if ((this.touched.get(identityKey) ?? 0) > now) return;
    if (this.touched.size >= MAX_TOUCHED) this.touched.clear();
    this.touched.set(identityKey, now + TOUCHED_MS);
    this.options.touch(identityKey).catch((error: unknown) => this.options.onError(error));
  }
}

const refusal = (error: DomainError): string => httpAnswer(error.status, REFUSED, JSON.stringify(relayRefusal(error)));
