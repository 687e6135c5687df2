import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DomainError } from '#libs/contracts';
import { PubSub } from '#libs/events';
import { NetGuard } from '#libs/net-guard';
import { JobQueues } from '#libs/queue';
import { fetchPage } from './fetch-page.js';
import { LinkPreviewRows, type PreviewOutcome } from './link-preview-rows.js';
import { FetchLinkPreview } from './link-previews.jobs.js';
import { PREVIEW_ENDED } from './link-previews.service.js';

/** Idempotent: an address that is not waited for any more is left alone. */
@Injectable()
export class FetchLinkPreviewProcessor implements OnApplicationBootstrap {
  constructor(
    private readonly jobs: JobQueues,
    private readonly rows: LinkPreviewRows,
    private readonly guard: NetGuard,
    private readonly pubSub: PubSub,
  ) {}

  onApplicationBootstrap(): void {
    this.jobs.process(FetchLinkPreview, ({ url_hash }) => this.process(url_hash));
  }

  async process(hash: string): Promise<void> {
    const row = await this.rows.find(hash);
    if (row?.state !== 'waiting') return;
    await this.rows.finish(hash, row.url, await this.outcomeOf(row.url));
    await this.pubSub.publish(PREVIEW_ENDED, { hash });
  }

  private async outcomeOf(url: string): Promise<PreviewOutcome> {
    try {
      return { state: 'found', page: await fetchPage(this.guard, url) };
    } catch (error) {
      if (error instanceof DomainError) return { state: 'failed', code: error.code };
      throw error;
    }
  }
}
