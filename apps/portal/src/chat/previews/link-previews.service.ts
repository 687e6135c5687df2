import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DomainError, type ErrorCode, ofField } from '#libs/contracts';
import { PubSub } from '#libs/events';
import { JobQueues } from '#libs/queue';
import { Admission } from '../../policy/index.js';
import type { LinkPreviewReply } from './link-preview.dto.js';
import { LinkPreviewRows, type PreviewOutcome } from './link-preview-rows.js';
import { FetchLinkPreview } from './link-previews.jobs.js';

/** Carries the hashes of addresses whose fetch has ended. */
export const PREVIEW_ENDED = 'chat.link-preview-ended';

/** How long a request waits for the worker. */
const WAIT_MS = 8_000;

/** Failures that are the address's, not the page's. */
const REFUSALS: ReadonlySet<ErrorCode> = new Set(['target.invalid', 'target.blocked']);
const NOTHING = { title: null, description: null, image: null, site_name: null, thumbnail: null };

/** What pages say of themselves. Fetched by a worker, once however many ask, and kept for an hour; failures for minutes. */
@Injectable()
export class LinkPreviewsService implements OnModuleInit {
  private readonly flights = new Map<string, Promise<PreviewOutcome>>();
  private readonly waiting = new Map<string, () => void>();

  constructor(
    private readonly rows: LinkPreviewRows,
    private readonly jobs: JobQueues,
    private readonly pubSub: PubSub,
    private readonly admission: Admission,
  ) {}

  onModuleInit(): void {
    this.pubSub.subscribe<{ hash: string }>(PREVIEW_ENDED, ({ hash }) => this.waiting.get(hash)?.());
  }

  /**
   * Of a page that cannot be read or says nothing of itself: nothing but its address.
   * @throws DomainError target.invalid, target.blocked, rate.exceeded
   */
  async get(userId: number, url: string): Promise<LinkPreviewReply> {
    const address = requireAddress(url);
    const hash = this.rows.hashOf(address);
    const outcome = (await this.known(hash)) ?? (await this.fly(userId, hash, address));
    if (outcome.state === 'failed') {
      if (REFUSALS.has(outcome.code)) throw ofField('url', new DomainError(outcome.code));
      return { url, ...NOTHING };
    }
    return { url, ...outcome.page, thumbnail: outcome.hasThumbnail ? `/static/previews/${hash}.webp` : null };
  }

  /** @throws DomainError upload.not_found */
  async thumbnail(name: string): Promise<Buffer> {
    const hash = /^([0-9a-f]{64})\.webp$/.exec(name)?.[1];
    const image = hash && (await this.rows.findThumbnail(hash));
    if (!image) throw new DomainError('upload.not_found');
    return image;
  }

  private async known(hash: string): Promise<PreviewOutcome | undefined> {
    const row = await this.rows.find(hash);
    return row?.state === 'waiting' ? undefined : row;
  }

  /** Requests of one process for one address wait together. */
  private async fly(userId: number, hash: string, address: string): Promise<PreviewOutcome> {
    const joined = this.flights.get(hash);
    if (joined) return joined;
    const flight = this.fetched(userId, hash, address).finally(() => this.flights.delete(hash));
    this.flights.set(hash, flight);
    return flight;
  }

  private async fetched(userId: number, hash: string, address: string): Promise<PreviewOutcome> {
    await this.admission.require('previews', `user:${userId}`);
    let timer: NodeJS.Timeout | undefined;
    const ended = new Promise<void>((resolve) => {
      this.waiting.set(hash, resolve);
      timer = setTimeout(resolve, WAIT_MS);
    });
    try {
      if (await this.rows.begin(hash, address)) await this.jobs.add(FetchLinkPreview, { url_hash: hash });
      // Another process may have had it fetched before this one listened.
      const before = await this.known(hash);
      if (before) return before;
      await ended;
      return (await this.known(hash)) ?? { state: 'failed', code: 'target.timeout' };
    } finally {
      clearTimeout(timer);
      this.waiting.delete(hash);
    }
  }
}

/** The address that is fetched; what is behind `#` stays with the browser. @throws DomainError target.invalid */
const requireAddress = (text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isWeb = url?.protocol === 'http:' || url?.protocol === 'https:';
  if (!url || !isWeb || url.username || url.password) {
    const text = 'Only http and https addresses without credentials have previews.';
    throw ofField('url', new DomainError('target.invalid', { text }));
  }
  url.hash = '';
  return url.href;
};
