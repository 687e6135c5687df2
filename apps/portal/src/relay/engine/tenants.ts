import type { Duplex } from 'node:stream';
import { bridge, type Bridge, type Traffic } from './bridge.js';
import type { LeaseSource, RoutedLease } from './lease-directory.js';
import type { ReadyQueues } from './ready-queues.js';
import { TokenBucket } from './token-bucket.js';

/** What the relay's administrators decided. */
export interface RoutePolicy {
  isRoutable(identityKey: string): boolean;
  /** Bytes a second; 0 for no limit. */
  bpsOf(identityKey: string): number;
  isIpBanned(address: string): boolean;
}

export interface TenantStats extends Traffic {
  identityKey: string;
  /** Sessions that wait for a visitor. */
  ready: number;
  /** Visitors being served. */
  connections: number;
}

interface Tenant {
  traffic: Traffic;
  bucket: TokenBucket;
  bridges: Set<Bridge>;
}

/** The identities that are served here: their sessions, their visitors, what they may take and what they took. */
export class Tenants {
  private readonly tenants = new Map<string, Tenant>();
  /** Since when an identity has its lease, and until when it holds, as last read. */
  private readonly leases = new Map<string, { since: number; until: number }>();

  constructor(
    private readonly queues: ReadyQueues,
    private readonly policy: RoutePolicy,
    private readonly source: LeaseSource,
    private readonly now: () => number = Date.now,
  ) {}

  /** Takes a session of the identity, whose lease was just read. */
  addSession(lease: RoutedLease, stream: Duplex, address: string): void {
    // Of a lease that was replaced since it was read.
    if (!this.note(lease)) return void stream.destroy();
    this.tenantOf(lease.identityKey);
    this.queues.add(lease.identityKey, stream, address);
  }

  /**
   * Brings a visitor to the next session, which first hears the marker and what was read of the visitor already.
   * Resolves when the visitor has been served or turned away; `onMet` is called when it has met its session.
   */
  async serve(identityKey: string, visitor: Duplex, marker: number, head?: Buffer, onMet?: () => void): Promise<void> {
    const gone = new AbortController();
    const leave = (): void => gone.abort();
    visitor.once('close', leave);
    const session = await this.queues.claim(identityKey, gone.signal);
    visitor.off('close', leave);
    // It may have been banned while the visitor waited.
    if (!session || visitor.destroyed || !this.policy.isRoutable(identityKey)) {
      session?.destroy();
      visitor.destroy();
      return;
    }
    onMet?.();
    const tenant = this.tenantOf(identityKey);
    session.cork();
    session.write(Buffer.of(marker));
    if (head) {
      tenant.traffic.bytesIn += head.length;
      session.write(head);
    }
    session.uncork();
    const open = bridge(visitor, session, tenant.traffic, tenant.bucket);
    tenant.bridges.add(open);
    await open.ended;
    tenant.bridges.delete(open);
  }

  stats(): TenantStats[] {
    return [...this.tenants].map(([identityKey, { traffic, bridges }]) => ({
      identityKey,
      ready: this.queues.ready(identityKey),
      connections: bridges.size,
      ...traffic,
    }));
  }

  /** What was decided acts on what is under way. */
  applyPolicy(): void {
    for (const [identityKey, tenant] of this.tenants) {
      tenant.bucket.limit = this.policy.bpsOf(identityKey);
      if (this.policy.isRoutable(identityKey)) continue;
      this.queues.close(identityKey);
      for (const open of [...tenant.bridges]) open.cut();
    }
    this.queues.closeFrom((address) => this.policy.isIpBanned(address));
  }

  /** The lease changed or is about to: closes what belongs to none. Visitors being served stay until they leave. */
  async review(identityKey: string): Promise<void> {
    const lease = await this.source.byIdentity(identityKey);
    if (lease) this.note(lease);
    else this.leave(identityKey);
  }

  /** Reads again the leases that would have expired. */
  async sweep(): Promise<void> {
    const due = [...this.leases].filter(([, { until }]) => until <= this.now());
    for (const [identityKey] of due) {
      try {
        await this.review(identityKey);
      } catch {
        // Without the tables nobody knows whose the name is: no new visitor until they answer.
        this.queues.close(identityKey);
      }
    }
    for (const [identityKey, { bridges }] of this.tenants)
      if (!this.leases.has(identityKey) && bridges.size === 0) this.tenants.delete(identityKey);
  }

  close(): void {
    this.queues.closeAll();
    for (const { bridges } of this.tenants.values()) for (const open of [...bridges]) open.cut();
  }

  /** What waits for a lease that was registered anew belongs to the one before. False when this is the one before. */
  private note({ identityKey, firstSeenAt, expiresAt }: RoutedLease): boolean {
    const [since, until] = [firstSeenAt.getTime(), expiresAt.getTime()];
    const known = this.leases.get(identityKey)?.since ?? since;
    if (since < known) return false;
    if (since > known) this.queues.closeSessions(identityKey);
    this.leases.set(identityKey, { since, until });
    return true;
  }

  private leave(identityKey: string): void {
    this.leases.delete(identityKey);
    this.queues.close(identityKey);
  }

  private tenantOf(identityKey: string): Tenant {
    let tenant = this.tenants.get(identityKey);
    if (!tenant) {
      const bucket = new TokenBucket(this.policy.bpsOf(identityKey));
      tenant = { traffic: { bytesIn: 0, bytesOut: 0 }, bucket, bridges: new Set() };
      this.tenants.set(identityKey, tenant);
    }
    return tenant;
  }
}
