import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, Repository } from 'typeorm';
import { PortalConfig } from '#libs/config';
import { PubSub } from '#libs/events';
import { type Cidr, type NetworkPolicy, parseCidr, type Scope } from '#libs/net-guard';
import { Setting } from './setting.entity.js';
import { DEFAULT_SETTINGS, type Settings } from './settings.js';

const CHANGED = 'settings.changed';
/** A change whose notification was lost is seen after this long. */
const REFRESH_MS = 30_000;

/** The settings, read from memory; every process reloads when one of them changes something. */
@Injectable()
export class SettingsService implements OnModuleInit, OnModuleDestroy {
  private current: Settings = DEFAULT_SETTINGS;
  private policies: Record<Scope, NetworkPolicy>;
  private unsubscribe: (() => void) | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @InjectRepository(Setting) private readonly rows: Repository<Setting>,
    private readonly config: PortalConfig,
    private readonly pubSub: PubSub,
  ) {
    this.policies = this.derivePolicies();
  }

  async onModuleInit(): Promise<void> {
    this.unsubscribe = this.pubSub.subscribe(CHANGED, () => void this.reload());
    this.timer = setInterval(() => void this.reload().catch(() => undefined), REFRESH_MS);
    this.timer.unref();
    await this.reload();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
    this.unsubscribe?.();
  }

  get(): Settings {
    return this.current;
  }

  networkPolicy(scope: Scope): NetworkPolicy {
    return this.policies[scope];
  }

  /** Stores what is given; the rest stays. `tx` for callers that change more than settings, who then call `announce`. */
  async update(changes: Partial<Settings>, by: number | null, tx?: EntityManager): Promise<Settings> {
    const rows = tx ? tx.getRepository(Setting) : this.rows;
    for (const [key, value] of Object.entries(changes)) {
      if (value !== undefined) await rows.upsert({ key, value, updatedBy: by }, ['key']);
    }
    if (!tx) await this.announce();
    return { ...this.current, ...changes };
  }

  /** Makes a committed change count here at once and everywhere soon. */
  async announce(): Promise<void> {
    await this.reload();
    await this.pubSub.publish(CHANGED, {});
  }

  private async reload(): Promise<void> {
    const stored = Object.fromEntries((await this.rows.find()).map(({ key, value }) => [key, value]));
    this.current = { ...DEFAULT_SETTINGS, ...stored };
    this.policies = this.derivePolicies();
  }

  private derivePolicies(): Record<Scope, NetworkPolicy> {
    const settings = this.current;
    const policy = (isPrivate: boolean): NetworkPolicy => ({
      loopback: false,
      linkLocal: false,
      private: isPrivate,
      allow: cidrs(settings.network_allow),
      deny: [...cidrs(this.config.get('PORTAL_NET_DENY')), ...cidrs(settings.network_deny)],
      environmentAllow: cidrs(this.config.get('PORTAL_NET_ALLOW')),
    });
    return {
      connections: policy(settings.connections_private),
      // Administrators may point a service at anything but metadata: also at this machine.
      services: { ...policy(settings.services_private), loopback: settings.services_private },
      browser: policy(settings.browser_private),
      outbound: policy(false),
    };
  }
}

const cidrs = (ranges: readonly string[]): Cidr[] =>
  ranges.map((range) => parseCidr(range)).filter((range): range is Cidr => range !== undefined);
