import { DomainError } from '#libs/contracts';
import { constantTimeEqual } from '#libs/crypto';
import type { Publication, PublishGate, Publisher, PublishRequest } from '../publishing.js';
import { isPeerType, PROTOCOLS, type MediaMtxApi, type MediaMtxPath, type MediaMtxPeer } from './control-api.js';
import { pathOf } from './path-names.js';
import { FedPublication, SourcePublisher } from './source-publisher.js';

/** From the hook's yes until the media comes; MediaMTX tries again every 5 seconds. */
const FEED_MS = 15_000;
const POLL_MS = 3_000;

export interface MediaMtxSourcesOptions {
  api: MediaMtxApi;
  secret: string;
  /** The portal's gate; MediaMTX serves nobody else while it is asked. */
  gate: PublishGate;
  onError(error: unknown): void;
  feedMs?: number;
  pollMs?: number;
}

interface Admitted {
  publisher: SourcePublisher;
  publication: Publication;
  since: number;
}

/**
 * The publishers of a MediaMTX. Its hook asks whether one may publish; once it does, MediaMTX forwards what it sends to the
 * feed, an RTMP server of ours, whose gate this is: from there on it is a publication as any other. What MediaMTX says it
 * carries is looked at again and again, so that a lost message leaves nothing on the air.
 */
export class MediaMtxSources implements PublishGate {
  /** Let in, but without media yet, by key. */
  private readonly awaited = new Map<string, Admitted>();
  /** By the id of the source. */
  private readonly fed = new Map<string, FedPublication>();
  /** Since when a source has been seen without a feed. */
  private readonly unfed = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: MediaMtxSourcesOptions) {}

  start(): void {
    const { pollMs = POLL_MS, onError } = this.options;
    const poll = (): void => {
      this.timer = setTimeout(() => void this.compare().catch(onError).finally(poll), pollMs).unref();
    };
    poll();
  }

  close(): void {
    clearTimeout(this.timer);
  }

  /** The hook's question. @throws DomainError as the gate does */
  async admit(request: PublishRequest, source: MediaMtxPeer): Promise<void> {
    this.awaited.set(request.key, await this.ask(request, source));
  }

  /** The feed's question: `key` is that of the path, a dot, and the secret. */
  async open({ key: name }: PublishRequest, feed: Publisher): Promise<Publication> {
    const dot = name.lastIndexOf('.');
    const key = name.slice(0, dot);
    if (!constantTimeEqual(name.slice(dot + 1), this.options.secret)) throw new DomainError('stream_key.invalid');
    const admitted = this.awaited.get(key) ?? (await this.adopt(key));
    this.awaited.delete(key);
    const { publisher, publication } = admitted;
    publisher.feed = feed;
    this.unfed.delete(publisher.source.id);
    const fed = new FedPublication(publication, publisher, () => {
      if (this.fed.get(publisher.source.id) === fed) this.fed.delete(publisher.source.id);
    });
    this.fed.set(publisher.source.id, fed);
    return fed;
  }

  /** What MediaMTX carries is the truth. */
  async compare(now = Date.now()): Promise<void> {
    const { api, feedMs = FEED_MS, onError } = this.options;
    const before = new Map(this.fed);
    const paths = await api.paths();
    const sources = new Map(paths.filter(isCarried).map(({ source }) => [source.id, source]));
    for (const [id, publication] of before) if (!sources.has(id)) publication.lose();
    for (const [key, { publisher, publication, since }] of this.awaited) {
      if (now - since < feedMs) continue;
      this.awaited.delete(key);
      publication.end('left');
      publisher.close('silent');
    }
    for (const id of this.unfed.keys()) if (!sources.has(id)) this.unfed.delete(id);
    for (const [id, source] of sources) {
      if (this.fed.has(id)) continue;
      const since = this.unfed.get(id) ?? now;
      this.unfed.set(id, since);
      if (now - since >= feedMs) await api.kick(source).catch(onError);
    }
  }

  /** Whoever publishes to the path already: the portal was away, or the feed broke. */
  private async adopt(key: string): Promise<Admitted> {
    const { api } = this.options;
    const path = await api.path(pathOf(key));
    const protocol = path && isCarried(path) ? PROTOCOLS[path.source.type] : undefined;
    if (!path || !isCarried(path) || !protocol) throw new DomainError('stream_key.invalid');
    const address = withoutPort((await api.addressOf(path.source)) ?? '');
    return this.ask({ key, protocol, address, userAgent: null }, path.source);
  }

  private async ask(request: PublishRequest, source: MediaMtxPeer): Promise<Admitted> {
    const { api, gate, onError } = this.options;
    const kick = (): void => void api.kick(source).catch(onError);
    const publisher = new SourcePublisher(pathOf(request.key), source, kick);
    return { publisher, publication: await gate.open(request, publisher), since: Date.now() };
  }
}

const isCarried = (path: MediaMtxPath): path is MediaMtxPath & { source: MediaMtxPeer } =>
  path.source !== null && isPeerType(path.source.type);

const withoutPort = (address: string): string => address.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
