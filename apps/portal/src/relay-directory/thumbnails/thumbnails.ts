import { Inject, Injectable, Logger } from '@nestjs/common';
import { DomainError } from '#libs/contracts';
import type { Metrics } from '#libs/telemetry';
import { METRICS } from '../../boundary/log.js';
import { RelayAddress, RelayNodes } from '../../relay-nodes/index.js';
import type { ListedLease } from '../directory.dto.js';
import { LeaseList } from '../lease-list.js';
import type { PageTarget } from './page-target.js';
import { Photographer } from './photographer.js';

/** Pictures kept, at most 256 KiB each; the oldest go. */
const MAX_KEPT = 100;
/** Pictures that wait to be taken; who asks for one more gets none. */
const MAX_WAITING = 16;
const COOLDOWN_MS = 30_000;
const MAX_COOLING = 1_000;

/** Pictures of what is published, one taken at a time, each kept for as long as its lease is the same. */
@Injectable()
export class Thumbnails {
  private readonly log = new Logger('thumbnails');
  private readonly kept = new Map<string, Buffer>();
  private readonly taking = new Map<string, Promise<Buffer>>();
  private readonly coolingUntil = new Map<string, number>();
  private last: Promise<unknown> = Promise.resolve();
  private readonly counter;

  constructor(
    private readonly list: LeaseList,
    private readonly address: RelayAddress,
    private readonly nodes: RelayNodes,
    private readonly photographer: Photographer,
    @Inject(METRICS) metrics: Metrics,
  ) {
    this.counter = metrics.counter('portal_relay_thumbnails_total', 'Pictures of published services.', ['result']);
  }

  /**
   * JPEG. Whoever asks while it is taken waits for the same one. What a lease brings along by an address elsewhere is left
   * there: nobody who looks at the directory is to be known at that address, nor the portal to fetch what tenants tell it to.
   * @throws DomainError route.not_found — not listed, with a picture in its metadata, or none can be taken now
   */
  async find(hostname: string): Promise<Buffer> {
    const lease = await this.list.find(hostname.toLowerCase().replace(/\.$/, ''));
    if (!lease || lease.hostname.includes('*') || lease.metadata.thumbnail?.startsWith('data:'))
      throw new DomainError('route.not_found');
    const key = `${lease.hostname} ${lease.first_seen_at}`;
    const picture = this.kept.get(key) ?? (await (this.taking.get(key) ?? this.start(key, lease)));
    if (!picture) throw new DomainError('route.not_found');
    return picture;
  }

  private start(key: string, lease: ListedLease): Promise<Buffer> | undefined {
    const isCooling = (this.coolingUntil.get(key) ?? 0) > Date.now();
    if (!this.photographer.canTakePictures || isCooling || lease.ready === 0) return undefined;
    if (this.taking.size >= MAX_WAITING) {
      this.counter.inc({ result: 'refused' });
      return undefined;
    }
    const picture = this.last.then(() => this.take(key, lease));
    this.last = picture.catch(() => undefined);
    this.taking.set(key, picture);
    void this.last.then(() => this.taking.delete(key));
    return picture;
  }

  private async take(key: string, lease: ListedLease): Promise<Buffer> {
    try {
      const picture = await this.photographer.take(await this.targetOf(lease));
      keep(this.kept, key, picture, MAX_KEPT);
      this.counter.inc({ result: 'taken' });
      return picture;
    } catch (cause) {
      keep(this.coolingUntil, key, Date.now() + COOLDOWN_MS, MAX_COOLING);
      this.counter.inc({ result: 'failed' });
      this.log.debug({ hostname: lease.hostname, err: cause });
      throw new DomainError('route.not_found', { cause });
    }
  }

  /** @throws DomainError relay.unavailable */
  private async targetOf({ hostname }: ListedLease): Promise<PageTarget> {
    const relay = await this.nodes.entrance();
    if (!relay) throw new DomainError('relay.unavailable');
    const url = new URL(await this.address.url());
    url.hostname = hostname;
    url.pathname = '/';
    return { url, relay };
  }
}

const keep = <T>(map: Map<string, T>, key: string, value: T, max: number): void => {
  map.delete(key);
  if (map.size >= max) map.delete(map.keys().next().value!);
  map.set(key, value);
};
