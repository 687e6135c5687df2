import { once, EventEmitter } from 'node:events';
import type { Page, Request } from 'playwright-core';

/** What a page has asked for and not got yet. */
export class PendingRequests {
  private readonly requests = new Set<Request>();
  private readonly events = new EventEmitter();

  constructor(page: Page) {
    const over = (request: Request): void => {
      this.requests.delete(request);
      if (!this.isWaiting) this.events.emit('over');
    };
    page.on('request', (request) => this.requests.add(request));
    page.on('requestfinished', over);
    page.on('requestfailed', over);
  }

  get isWaiting(): boolean {
    return this.requests.size > 0;
  }

  async over(signal: AbortSignal): Promise<void> {
    if (this.isWaiting) await once(this.events, 'over', { signal });
  }
}
