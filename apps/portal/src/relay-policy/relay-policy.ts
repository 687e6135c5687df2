import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PortalConfig } from '#libs/config';
import { EventBus } from '#libs/events';
import type { PolicySettings } from '#libs/relay-protocol';
import { IdentityPolicy } from './identity-policy.entity.js';
import { RelayIpBan } from './ip-ban.entity.js';
import { normalizeIp } from './normalize-ip.js';
import { defaultSettings, hasPortRange } from './policy-defaults.js';
import { RelayPolicyChanged } from './relay-policy.events.js';
import { RelaySettings } from './relay-settings.entity.js';

/** What holds for an identity. */
export interface IdentityStanding {
  isBanned: boolean;
  isDenied: boolean;
  /** Also where nobody has to be approved. */
  isApproved: boolean;
  /** Bytes a second over all its connections and both directions; 0 for no limit. */
  bps: number;
}

interface Snapshot {
  settings: RelaySettings;
  identities: ReadonlyMap<string, IdentityPolicy>;
  bannedIps: ReadonlySet<string>;
}

/** A change that could not be read is tried again so soon. */
const RETRY_MS = 1_000;

/**
 * Whom the relay serves, answered from memory: read from the tables at the start, after every change and whenever changes
 * may have been missed. Before the first read nobody is served.
 */
@Injectable()
export class RelayPolicy implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger('relay-policy');
  private snapshot: Snapshot | undefined;
  private reading: Promise<void> = Promise.resolve();
  private first: Promise<void> | undefined;
  private readonly listeners = new Set<() => void>();
  private retry: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly events: EventBus,
    private readonly config: PortalConfig,
  ) {}

  async onModuleInit(): Promise<void> {
    this.events.onEverywhere(RelayPolicyChanged, () => this.follow());
    this.events.onGap(() => this.follow());
    await this.ready();
  }

  onApplicationShutdown(): void {
    this.isClosed = true;
    clearTimeout(this.retry);
  }

  /** Resolves when it has been read once. */
  ready(): Promise<void> {
    return (this.first ??= this.reload());
  }

  /** As they take effect: without a range of ports nothing that needs one is enabled. */
  settings(): PolicySettings {
    const { approvalMode, ...stored } = this.stored();
    const ports = hasPortRange(this.config);
    return {
      approval_mode: approvalMode,
      udp: { enabled: stored.udpEnabled && ports, max_leases: stored.udpMaxLeases },
      tcp_port: { enabled: stored.tcpEnabled && ports, max_leases: stored.tcpMaxLeases },
    };
  }

  /** Whether browsers see a landing page before the directory. */
  get hasLandingPage(): boolean {
    return this.stored().landingPage;
  }

  of(identityKey: string): IdentityStanding {
    const row = this.snapshot?.identities.get(identityKey);
    return {
      isBanned: row?.isBanned ?? false,
      isDenied: row?.isDenied ?? false,
      isApproved: this.snapshot !== undefined && (this.stored().approvalMode === 'auto' || (row?.isApproved ?? false)),
      bps: row?.bps ?? 0,
    };
  }

  isRoutable(identityKey: string): boolean {
    const { isBanned, isDenied, isApproved } = this.of(identityKey);
    return !isBanned && !isDenied && isApproved;
  }

  /** Bytes a second; 0 for no limit. */
  bpsOf(identityKey: string): number {
    return this.of(identityKey).bps;
  }

  isIpBanned(ip: string): boolean {
    if (!this.snapshot) return true;
    if (this.snapshot.bannedIps.size === 0) return false;
    const address = normalizeIp(ip);
    return address !== null && this.snapshot.bannedIps.has(address);
  }

  /** Of all identities anything was decided of. */
  decisions(): IdentityPolicy[] {
    return [...(this.snapshot?.identities.values() ?? [])];
  }

  bannedIps(): string[] {
    return [...(this.snapshot?.bannedIps ?? [])];
  }

  /** Called after every change; must not throw. Returns the unsubscription. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** One after the other: an older answer of the database must not overwrite a newer one. */
  reload(): Promise<void> {
    const turn = this.reading.then(async () => {
      this.snapshot = await this.read();
      for (const listener of this.listeners) listener();
    });
    this.reading = turn.catch(() => undefined);
    return turn;
  }

  /** Until it is read: what was missed may be a ban. */
  private async follow(): Promise<void> {
    clearTimeout(this.retry);
    try {
      await this.reload();
    } catch (error) {
      if (this.isClosed) return;
      this.log.error(error);
      this.retry = setTimeout(() => void this.follow(), RETRY_MS).unref();
    }
  }

  private stored(): RelaySettings {
    return this.snapshot?.settings ?? defaultSettings(this.config);
  }

  private read(): Promise<Snapshot> {
    return this.dataSource.transaction('REPEATABLE READ', async (tx) => {
      const settings = await tx.findOneBy(RelaySettings, { id: 1 });
      const identities = await tx.find(IdentityPolicy);
      const bans = await tx.find(RelayIpBan);
      return {
        settings: settings ?? defaultSettings(this.config),
        identities: new Map(identities.map((row) => [row.identityKey, row])),
        bannedIps: new Set(bans.map(({ ip }) => ip)),
      };
    });
  }
}
