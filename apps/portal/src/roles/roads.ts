import type { IncomingHttpHeaders } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import ipaddr from 'ipaddr.js';
import { PortalConfig } from '#libs/config';
import { type CredentialSource, SocketPlaces, UpgradeRouter } from '#libs/realtime';
import type { Log, Metrics } from '#libs/telemetry';
import { Authenticator, type Principal, requireSameOrigin } from '../auth/index.js';
import { LOG, METRICS } from '../boundary/log.js';
import { SessionRoads } from '../connections/index.js';
import { Admission, ipPrefix } from '../policy/index.js';

export interface Roads {
  /** Closes every socket, forcibly after `timeoutMs`. */
  drain(timeoutMs: number): Promise<void>;
}

/** A's limit; over all roads of this process. */
const SOCKETS_PER_USER = 10;

/** Puts everything that upgrades onto the one HTTP server. */
export const attachRoads = (app: NestFastifyApplication): Roads => {
  const config = app.get(PortalConfig);
  const log = app.get<Log>(LOG);
  const metrics = app.get<Metrics>(METRICS);
  const places = new SocketPlaces(config.get('PORTAL_RATE_LIMITS') ? SOCKETS_PER_USER : Number.POSITIVE_INFINITY);
  const router = new UpgradeRouter<Principal>({
    authenticator: upgradeAuthenticator(app.get(Authenticator, { strict: false }), config),
    admission: {
      clientIp: clientIpBehind(config.get('PORTAL_TRUSTED_PROXIES')),
      admitIp: (ip) => app.get(Admission, { strict: false }).require('upgrades', ipPrefix(ip)),
      acquire: async ({ userId }) => places.acquire(String(userId)),
    },
    foreign: ['/socket.io/'],
    onError: (err) => log.error({ scope: 'roads', err }, 'road failed'),
  });
  app.get(SessionRoads, { strict: false }).register(router);
  router.attach(app.getHttpServer());
  metrics.gauge('portal_websockets_open', 'WebSockets open in this process.', () => router.open);
  return router;
};

/** A cookie counts only with an origin of the portal itself; tickets are for upgrades. */
const upgradeAuthenticator = (authenticator: Authenticator, config: PortalConfig) => ({
  async authenticate(source: CredentialSource): Promise<Principal | null> {
    const principal = await authenticator.authenticate(source, { tickets: true });
    if (principal?.credential.kind === 'session' && principal.credential.cookie) {
      requireSameOrigin(source, config.get('PORTAL_URL'));
    }
    return principal;
  },
});

/** The nearest address that is not a trusted proxy's, as Fastify's `trustProxy` finds it for requests. */
const clientIpBehind = (trusted: readonly string[]) => {
  const ranges = trusted.map((range) =>
    ipaddr.parseCIDR(range.includes('/') ? range : `${range}/${range.includes(':') ? 128 : 32}`),
  );
  const isTrusted = (ip: string): boolean => {
    if (!ipaddr.isValid(ip)) return false;
    const address = ipaddr.process(ip);
    return ranges.some(
      ([network, bits]) => network.kind() === address.kind() && address.match(network as ipaddr.IPv4, bits),
    );
  };
  return (headers: IncomingHttpHeaders, peer: string): string => {
    const forwarded = [headers['x-forwarded-for'] ?? []]
      .flat()
      .join(',')
      .split(',')
      .map((hop) => hop.trim())
      .filter(Boolean);
    const hops = [...forwarded, peer];
    return hops.findLast((hop) => !isTrusted(hop)) ?? hops[0]!;
  };
};
