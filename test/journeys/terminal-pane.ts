import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import type { Visitor } from './visitor.js';

const PATIENCE = { timeout: 20_000, interval: 50 };

/** A terminal on the page as somebody with a keyboard and a screen reader has it. */
export class TerminalPane {
  /** All that came over WebSockets of terminals since this was made. */
  readonly received: Buffer[] = [];

  constructor(
    private readonly visitor: Visitor,
    /** Of the connection. */
    readonly name: string,
  ) {
    visitor.page.on('websocket', (socket) => {
      if (!new URL(socket.url()).pathname.startsWith('/ws/')) return;
      socket.on('framereceived', ({ payload }) => {
        if (typeof payload !== 'string') this.received.push(payload);
      });
    });
  }

  get region(): Locator {
    return this.visitor.page.getByLabel(`Terminal ${this.name}`, { exact: true });
  }

  async isLive(): Promise<void> {
    await this.visitor.page
      .getByRole('status')
      .filter({ hasText: /^Connected$/ })
      .waitFor();
  }

  /** The lines on the screen, from the tree that screen readers read. */
  async text(): Promise<string> {
    const lines = await this.region.locator('.xterm-accessibility-tree > *').allTextContents();
    return lines
      .map((line) => line.replaceAll('\u00a0', ' ').trimEnd())
      .join('\n')
      .trimEnd();
  }

  /** Waits for the screen to read so. */
  async shows(text: string | RegExp): Promise<void> {
    // oxlint-disable-next-line vitest/no-standalone-expect
    await expect.poll(() => this.text(), PATIENCE).toMatch(text);
  }

  /** Waits for the bytes, which come before they show. Returns all since the last call. */
  async receives(end: string): Promise<Buffer> {
    const hasCome = (): boolean => Buffer.concat(this.received.slice(-3)).includes(end);
    // oxlint-disable-next-line vitest/no-standalone-expect
    await expect.poll(hasCome, { timeout: 90_000, interval: 50 }).toBe(true);
    return Buffer.concat(this.received.splice(0));
  }

  /** What the first group of the pattern stands for, once the screen reads so. */
  async answer(pattern: RegExp): Promise<string> {
    await this.shows(pattern);
    return pattern.exec(await this.text())![1]!;
  }

  /** Of the status line: what the page has told the far side. */
  async size(): Promise<{ cols: number; rows: number }> {
    const text = await this.visitor.page
      .locator('footer')
      .getByText(/\d+ × \d+$/)
      .innerText();
    const [cols, rows] = text.match(/\d+/g)!.map(Number);
    return { cols: cols!, rows: rows! };
  }

  async type(text: string): Promise<void> {
    await this.visitor.page.keyboard.type(text);
  }

  press(key: string): Promise<void> {
    return this.visitor.page.keyboard.press(key);
  }

  async run(command: string): Promise<void> {
    await this.type(command);
    await this.press('Enter');
  }
}
