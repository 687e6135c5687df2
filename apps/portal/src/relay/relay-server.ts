import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Log } from '#libs/telemetry';
import { LOG } from '../boundary/log.js';
import { RelayIdentity } from '../relay-identity/index.js';
import { Tenants } from './engine/tenants.js';
import { InnerEntrance } from './inner-entrance.js';
import { LeaseDoors } from './lease-doors.js';
import { LeaseWatch } from './lease-watch.js';
import { OwnHost } from './own-host.js';
import { PublicEntrance } from './public-entrance.js';

/** The relay role: the data plane, opened and closed in an order that loses nothing. */
@Injectable()
export class RelayServer implements OnApplicationBootstrap, OnApplicationShutdown {
  /** Where it listens; 0 before. */
  port = 0;

  constructor(
    private readonly identity: RelayIdentity,
    private readonly watch: LeaseWatch,
    private readonly host: OwnHost,
    private readonly entrance: PublicEntrance,
    private readonly doors: LeaseDoors,
    private readonly inner: InnerEntrance,
    private readonly tenants: Tenants,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.host.open();
    await this.watch.open();
    this.port = await this.entrance.open();
    await this.doors.open(this.port);
    await this.inner.open(this.port);
    this.log.info({ scope: 'relay', url: this.identity.urlAt(this.port), port: this.port }, 'taking tunnels');
  }

  async onApplicationShutdown(): Promise<void> {
    this.watch.close();
    await this.inner.withdraw();
    await this.doors.close();
    this.tenants.close();
    await this.entrance.close();
    await this.inner.close();
  }
}
