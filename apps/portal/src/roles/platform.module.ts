import { type DynamicModule, Global, Inject, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { PortalConfig } from '#libs/config';
import { Keyring, loadRootKey } from '#libs/crypto';
import {
  CommitLog,
  EventBus,
  ListenConnection,
  OUTBOX_CHANNEL,
  PostgresPubSub,
  PUB_SUB_CHANNEL,
  PubSub,
  RedisPubSub,
} from '#libs/events';
import { NetGuard } from '#libs/net-guard';
import { JobQueues } from '#libs/queue';
import { type Log, type Metrics } from '#libs/telemetry';
import { LOG, METRICS } from '../boundary/log.js';
import { PRODUCT_VERSION } from '../boundary/product-version.js';
import { DatabaseKeyStore } from '../keys/database-key-store.js';
import { SettingsModule, SettingsService } from '../settings/index.js';
import { Installation } from './installation.js';

/** A part whose backend is gone may never close by itself. */
const CLOSE_MS = 3_000;

const within = async (ms: number, work: Promise<void>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([work.catch(() => undefined), late]).finally(() => clearTimeout(timer));
};

/** Opens and closes what the libraries keep open, in an order that loses nothing. */
@Injectable()
class Messaging implements OnApplicationShutdown {
  private closed: Promise<void> | undefined;

  constructor(
    readonly connection: ListenConnection,
    readonly pubSub: PubSub,
    readonly events: EventBus,
    readonly jobs: JobQueues,
    readonly guard: NetGuard,
    readonly installation: Installation,
    @Inject(DataSource) readonly dataSource: DataSource,
  ) {
    // Nest destroys it in an order of its own, and what is closed here may still use it.
    const destroy = dataSource.destroy.bind(dataSource);
    dataSource.destroy = async () => {
      await this.onApplicationShutdown();
      await destroy();
    };
  }

  onApplicationShutdown(): Promise<void> {
    return (this.closed ??= this.close());
  }

  private async close(): Promise<void> {
    for (const part of [this.jobs, this.events, this.pubSub, this.connection, this.guard])
      await within(CLOSE_MS, part.close());
  }
}

export interface PlatformOptions {
  config: PortalConfig;
  log: Log;
  metrics: Metrics;
  installation: Installation;
  dataSource: DataSource;
}

/** The libraries, bound to this process. Everything below may inject them. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot({ config, log, metrics, installation, dataSource }: PlatformOptions): DynamicModule {
    const databaseUrl = config.get('DATABASE_URL')!.href;
    const redisUrl = config.get('REDIS_URL')?.href;
    const prefix = config.get('PORTAL_REDIS_PREFIX');
    const report = (scope: string) => (err: unknown) => log.error({ scope, err }, 'background failure');

    // The one place where notifications find their receiver.
    const receivers = new Map<string, (payload: string) => void>();
    let bus: EventBus | undefined;
    const connection: ListenConnection = new ListenConnection({
      url: databaseUrl,
      onNotify: (channel, payload) => {
        receivers.get(channel)?.(payload);
        commits.receive(channel, payload);
      },
      onReconnect: () => {
        bus?.catchUp();
        commits.catchUp();
      },
      onError: report('listen'),
    });
    const commits = new CommitLog(connection);

    return {
      module: PlatformModule,
      imports: [
        TypeOrmModule.forRootAsync({
          useFactory: () => ({ ...dataSource.options, retryAttempts: 0 }),
          dataSourceFactory: async () => dataSource,
        }),
        SettingsModule,
      ],
      providers: [
        { provide: PortalConfig, useValue: config },
        { provide: LOG, useValue: log },
        { provide: METRICS, useValue: metrics },
        { provide: Installation, useValue: installation },
        { provide: PRODUCT_VERSION, useValue: installation.version },
        { provide: ListenConnection, useValue: connection },
        { provide: CommitLog, useValue: commits },
        {
          provide: Keyring,
          useFactory: async () => {
            const source = {
              env: {
                PORTAL_ROOT_KEY: config.get('PORTAL_ROOT_KEY'),
                PORTAL_ROOT_KEY_FILE: config.get('PORTAL_ROOT_KEY_FILE'),
              },
              dataDir: installation.dataDir,
            };
            return Keyring.load(await loadRootKey(source), new DatabaseKeyStore(dataSource), {
              readRoots: () => loadRootKey(source),
            });
          },
        },
        {
          provide: PubSub,
          useFactory: async (): Promise<PubSub> => {
            await connection.open();
            const pubSub = redisUrl
              ? new RedisPubSub({
                  url: redisUrl,
                  prefix,
                  onHandlerError: report('pubsub'),
                  onConnectionError: report('redis'),
                })
              : new PostgresPubSub(dataSource, connection, report('pubsub'));
            if (pubSub instanceof PostgresPubSub) receivers.set(PUB_SUB_CHANNEL, (payload) => pubSub.receive(payload));
            await pubSub.open();
            return pubSub;
          },
        },
        {
          provide: EventBus,
          useFactory: () => {
            bus = new EventBus({
              dataSource,
              connection,
              onError: (err, event) => log.error({ scope: 'events', err, event }, 'listener failed'),
            });
            receivers.set(OUTBOX_CHANNEL, (payload) => bus!.receive(payload));
            return bus;
          },
        },
        {
          provide: JobQueues,
          useFactory: () =>
            new JobQueues({
              databaseUrl,
              redisUrl,
              prefix,
              onError: (err, queue) => log.error({ scope: 'jobs', err, queue }, 'job failed'),
            }),
        },
        {
          provide: NetGuard,
          inject: [SettingsService],
          useFactory: (settings: SettingsService) =>
            new NetGuard((scope) => settings.networkPolicy(scope), { ownEndpoints: () => installation.ownEndpoints() }),
        },
        Messaging,
      ],
      exports: [
        PortalConfig,
        LOG,
        METRICS,
        PRODUCT_VERSION,
        Installation,
        CommitLog,
        Keyring,
        PubSub,
        EventBus,
        JobQueues,
        NetGuard,
        TypeOrmModule,
      ],
    };
  }
}
