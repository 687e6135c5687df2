import { Injectable } from '@nestjs/common';
import ipaddr from 'ipaddr.js';
import type { IncomingHttpHeaders } from 'node:http';
import { PortalConfig } from '#libs/config';
import { ipPrefix } from '#libs/net-guard';
import {
  type Authenticator as RoadAuthenticator,
  type CredentialSource,
  type Release,
  SocketPlaces,
  type UpgradeAdmission,
} from '#libs/realtime';
import { Authenticator, type Principal, requireSameOrigin } from '../auth/index.js';
import { Admission } from '../policy/index.js';

/** A's limit of open WebSockets, in this process. */
const SOCKETS_PER_USER = 10;
/** The web app's own pushes are not A's: a person with many tabs must still get terminals. */
const LIVE_SOCKETS_PER_USER = 50;

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** Who may open a socket on any road: the same credentials and buckets as for requests. */
@Injectable()
export class RoadAdmission implements RoadAuthenticator<Principal>, UpgradeAdmission<Principal> {
  private readonly places: SocketPlaces;
  private readonly livePlaces: SocketPlaces;
  private readonly trusted: Range[];

  constructor(
    private readonly config: PortalConfig,
    private readonly authenticator: Authenticator,
    private readonly admission: Admission,
  ) {
    const isLimited = config.get('PORTAL_RATE_LIMITS');
    this.places = new SocketPlaces(isLimited ? SOCKETS_PER_USER : Number.POSITIVE_INFINITY);
    this.livePlaces = new SocketPlaces(isLimited ? LIVE_SOCKETS_PER_USER : Number.POSITIVE_INFINITY);
    this.trusted = config.get('PORTAL_TRUSTED_PROXIES').map(parseRange);
  }

  /** A cookie counts only with an origin of the portal itself; tickets are for upgrades. */
  async authenticate(source: CredentialSource): Promise<Principal | null> {
    const principal = await this.authenticator.authenticate(source, { tickets: true });
    if (principal?.credential.kind === 'session' && principal.credential.cookie) {
      requireSameOrigin(source, this.config.get('PORTAL_URL'));
    }
    return principal;
  }

  /** The nearest address that is not a trusted proxy's, as Fastify's `trustProxy` finds it for requests. */
  clientIp(headers: IncomingHttpHeaders, peer: string): string {
    const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
    const hops = [...forwarded.map((hop) => hop.trim()).filter(Boolean), peer];
    return hops.findLast((hop) => !this.isTrusted(hop)) ?? hops[0]!;
  }

  async admitIp(ip: string): Promise<void> {
    await this.admission.require('upgrades', ipPrefix(ip));
  }

  async acquire({ userId }: Principal): Promise<Release> {
    return this.places.acquire(String(userId));
  }

  /** The same for the live road, which has places of its own. */
  forLive(): UpgradeAdmission<Principal> {
    return {
      clientIp: (headers, peer) => this.clientIp(headers, peer),
      admitIp: (ip) => this.admitIp(ip),
      acquire: async ({ userId }) => this.livePlaces.acquire(String(userId)),
    };
  }

  private isTrusted(ip: string): boolean {
    if (!ipaddr.isValid(ip)) return false;
    const address = ipaddr.process(ip);
    return this.trusted.some(
      ([network, bits]) => network.kind() === address.kind() && address.match(network as ipaddr.IPv4, bits),
    );
  }
}

const parseRange = (range: string): Range =>
  ipaddr.parseCIDR(range.includes('/') ? range : `${range}/${range.includes(':') ? 128 : 32}`);
