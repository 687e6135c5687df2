import type { Page } from 'playwright-core';

/** What goes wrong behind a page's back: errors in the console, refused by the CSP, failed or unanswered requests. */
export class Witness {
  readonly complaints: string[] = [];
  private readonly expected: RegExp[] = [];

  constructor(page: Page) {
    page.on('pageerror', (error) => this.note(`uncaught: ${error.message}`));
    page.on('console', (message) => {
      // The answer itself is judged below, with its status and address.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        this.note(`console: ${message.text()}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 400)
        this.note(`${response.status()} ${response.request().method()} ${new URL(response.url()).pathname}`);
    });
    page.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText;
      // Leaving a page or closing a view takes back what it had asked for.
      if (reason !== 'net::ERR_ABORTED') this.note(`${reason} ${request.method()} ${new URL(request.url()).pathname}`);
    });
  }

  /** From now on these are part of the story. */
  expect(...patterns: RegExp[]): void {
    this.expected.push(...patterns);
  }

  private note(complaint: string): void {
    if (!this.expected.some((pattern) => pattern.test(complaint))) this.complaints.push(complaint);
  }
}
