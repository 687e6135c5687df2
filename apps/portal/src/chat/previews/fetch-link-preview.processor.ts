import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DomainError } from '#libs/contracts';
import { PubSub } from '#libs/events';
import { NetGuard } from '#libs/net-guard';
import { JobQueues } from '#libs/queue';
import { ImageCodec } from '../uploads/index.js';
import { fetchPage, PAGE_TIMEOUT_MS } from './fetch-page.js';
import { fetchPicture } from './fetch-picture.js';
import { LinkPreviewRows } from './link-preview-rows.js';
import { FetchLinkPreview } from './link-previews.jobs.js';
import { PREVIEW_ENDED } from './link-previews.service.js';

/** With the page's own time within what a request waits. */
const THUMBNAIL_MS = 2_500;

/** Idempotent: an address that is not waited for any more is left alone. */
@Injectable()
export class FetchLinkPreviewProcessor implements OnApplicationBootstrap {
  timeoutMs = PAGE_TIMEOUT_MS;

  constructor(
    private readonly jobs: JobQueues,
    private readonly rows: LinkPreviewRows,
    private readonly guard: NetGuard,
    private readonly pubSub: PubSub,
    private readonly codec: ImageCodec,
  ) {}

  onApplicationBootstrap(): void {
    this.jobs.process(FetchLinkPreview, ({ url_hash }) => this.process(url_hash));
  }

  async process(hash: string): Promise<void> {
    const row = await this.rows.find(hash);
    if (row?.state !== 'waiting') return;
    try {
      const page = await fetchPage(this.guard, row.url, this.timeoutMs);
      const thumbnail = page.image === null ? undefined : await this.thumbnailOf(page.image);
      await this.rows.finish(hash, row.url, { state: 'found', page, hasThumbnail: thumbnail !== undefined }, thumbnail);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      await this.rows.finish(hash, row.url, { state: 'failed', code: error.code });
    }
    await this.pubSub.publish(PREVIEW_ENDED, { hash });
  }

  /** A card is one without its picture, too. */
  private async thumbnailOf(image: string): Promise<Buffer | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => (timer = setTimeout(resolve, THUMBNAIL_MS, undefined)));
    try {
      return await Promise.race([fetchPicture(this.guard, this.codec, image), late]);
    } catch (error) {
      if (error instanceof DomainError) return undefined;
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }
}
