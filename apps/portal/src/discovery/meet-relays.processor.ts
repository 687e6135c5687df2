import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { PortalConfig } from '#libs/config';
import { NetGuard } from '#libs/net-guard';
import { JobQueues } from '#libs/queue';
import {
  DISCOVERY_PROTOCOL_VERSION,
  isLocalHost,
  normalizeRelayUrl,
  RELAY_PATHS,
  rootHostOf,
} from '#libs/relay-protocol';
import type { Log } from '#libs/telemetry';
import { LOG } from '../boundary/log.js';
import { RelayIdentity } from '../relay-identity/index.js';
import { MeetRelays } from './discovery.jobs.js';
import { OwnDescriptor } from './own-descriptor.js';
import { PeersService } from './peers.service.js';

/** Twice a minute. */
const PATTERN = '*/30 * * * * *';
const TIMEOUT_MS = 15_000;
const MAX_ANSWER_BYTES = 1024 * 1024;
/** Relays asked in one round. */
const ASKED_MAX = 64;
/** A relay that failed so often in a row is left alone for a while, longer each time. */
const PATIENCE = 5;
const REST_MS = { first: 60_000, max: 300_000 };

interface Failures {
  inARow: number;
  until: number;
}

/** Keeps this relay and its neighbours known to each other. Idempotent. */
@Injectable()
export class MeetRelaysProcessor implements OnApplicationBootstrap {
  private readonly failures = new Map<string, Failures>();

  constructor(
    private readonly config: PortalConfig,
    private readonly jobs: JobQueues,
    private readonly guard: NetGuard,
    private readonly relay: RelayIdentity,
    private readonly own: OwnDescriptor,
    private readonly peers: PeersService,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.jobs.process(MeetRelays, (_data, { signal }) => this.meet(signal));
    if (this.config.get('DISCOVERY')) await this.jobs.schedule(MeetRelays, PATTERN, {});
  }

  /** One round. */
  async meet(signal?: AbortSignal): Promise<void> {
    const pinned = new Set(this.config.get('BOOTSTRAPS').map(normalizeRelayUrl));
    const known = (await this.peers.list()).map(({ api_https_addr }) => api_https_addr);
    const urls = [...new Set([...pinned, ...known])].filter((url) => url !== this.relay.url && this.isDue(url));
    await Promise.all(urls.slice(0, ASKED_MAX).map((url) => this.visit(url, pinned, signal)));
  }

  private async visit(url: string, pinned: ReadonlySet<string>, signal?: AbortSignal): Promise<void> {
    try {
      const answer = (await this.ask(url, RELAY_PATHS.discovery, undefined, signal)) as { relays?: unknown };
      const relays = Array.isArray(answer.relays) ? answer.relays.slice(0, ASKED_MAX) : [];
      for (const [at, descriptor] of relays.entries())
        // One that is not worth keeping leaves the others.
        await this.peers.take(descriptor, { isPinned: at === 0 && pinned.has(url) }).catch(() => undefined);
      const descriptor = await this.own.sign();
      if (!this.relay.isLocal)
        await this.ask(url, RELAY_PATHS.announce, { protocol_version: DISCOVERY_PROTOCOL_VERSION, descriptor }, signal);
      this.failures.delete(url);
    } catch (err) {
      this.failed(url);
      this.log.info({ scope: 'discovery', url, err }, 'relay not met');
    }
  }

  private async ask(url: string, path: string, body: unknown, signal: AbortSignal | undefined): Promise<unknown> {
    const response = await this.guard.fetch(`${url}${path}`, {
      scope: 'outbound',
      method: body === undefined ? 'GET' : 'POST',
      ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      maxRedirects: 0,
      maxBytes: MAX_ANSWER_BYTES,
      timeoutMs: TIMEOUT_MS,
      signal,
      // Nobody certifies local names; what is said is signed.
      ...(isLocalHost(rootHostOf(url)) && { tls: { rejectUnauthorized: false } }),
    });
    const answer = (await response.json()) as { ok?: unknown; data?: unknown };
    if (!response.ok || answer.ok !== true) throw new Error(`${url} answered ${response.status}`);
    return answer.data ?? {};
  }

  private isDue(url: string): boolean {
    return (this.failures.get(url)?.until ?? 0) <= Date.now();
  }

  private failed(url: string): void {
    const inARow = (this.failures.get(url)?.inARow ?? 0) + 1;
    const rest = inARow < PATIENCE ? 0 : Math.min(REST_MS.max, REST_MS.first * 2 ** (inARow - PATIENCE));
    this.failures.set(url, { inARow, until: Date.now() + rest });
  }
}
