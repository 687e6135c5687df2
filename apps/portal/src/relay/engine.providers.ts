import type { Provider } from '@nestjs/common';
import { PortalConfig } from '#libs/config';
import type { Log } from '#libs/telemetry';
import { failureBody } from '../boundary/domain-error.filter.js';
import { LOG } from '../boundary/log.js';
import { RelayPolicy } from '../relay-policy/index.js';
import { LeaseNews, Leases, LeaseTokens } from '../sdk-lease/index.js';
import { ApiAddress } from './api-address.js';
import { ApiProxy } from './engine/api-proxy.js';
import { KnownTokens } from './engine/known-tokens.js';
import { LeaseDirectory } from './engine/lease-directory.js';
import { PortListeners } from './engine/port-listeners.js';
import { ReadyQueues } from './engine/ready-queues.js';
import { ReverseConnect } from './engine/reverse-connect.js';
import { SignEndpoint } from './engine/sign-endpoint.js';
import { Tenants } from './engine/tenants.js';

const reportTo =
  (log: Log) =>
  (err: unknown): void =>
    log.error({ scope: 'relay', err }, 'relay');

/** The engine, which knows no framework, put together for this process. */
export const ENGINE_PROVIDERS: Provider[] = [
  {
    provide: LeaseDirectory,
    inject: [Leases, LeaseNews],
    useFactory: (leases: Leases, news: LeaseNews) => new LeaseDirectory(leases, { isHearing: () => news.isHearing }),
  },
  {
    provide: Tenants,
    inject: [RelayPolicy, Leases],
    useFactory: (policy: RelayPolicy, leases: Leases) => new Tenants(new ReadyQueues(), policy, leases),
  },
  {
    provide: PortListeners,
    inject: [PortalConfig, LeaseDirectory, Tenants, RelayPolicy],
    useFactory: (config: PortalConfig, directory: LeaseDirectory, tenants: Tenants, policy: RelayPolicy) =>
      new PortListeners({ host: config.get('PORTAL_HOST'), directory, tenants, policy }),
  },
  {
    provide: KnownTokens,
    inject: [LeaseTokens],
    useFactory: (tokens: LeaseTokens) => new KnownTokens((token) => tokens.verify(token).identityKey),
  },
  {
    provide: ReverseConnect,
    inject: [LeaseDirectory, Leases, RelayPolicy, Tenants, KnownTokens, LOG],
    useFactory: (
      directory: LeaseDirectory,
      leases: Leases,
      policy: RelayPolicy,
      tenants: Tenants,
      known: KnownTokens,
      log: Log,
    ) =>
      new ReverseConnect({
        ...{ directory, policy, tenants, onError: reportTo(log) },
        touch: (identityKey) => leases.touch(identityKey),
        identityOf: (token) => known.identityOf(token),
      }),
  },
  {
    provide: SignEndpoint,
    inject: [LeaseDirectory, RelayPolicy, KnownTokens, PortalConfig, LOG],
    useFactory: (directory: LeaseDirectory, policy: RelayPolicy, known: KnownTokens, config: PortalConfig, log: Log) =>
      new SignEndpoint({
        ...{ directory, policy, onError: reportTo(log) },
        identityOf: (token) => known.identityOf(token),
        allowsNoToken: config.get('RELAY_SIGN_WITHOUT_TOKEN'),
      }),
  },
  {
    provide: ApiProxy,
    inject: [ApiAddress, LOG],
    useFactory: (address: ApiAddress, log: Log) =>
      new ApiProxy({ api: () => address.url(), onError: reportTo(log), refusalOf: failureBody }),
  },
];
