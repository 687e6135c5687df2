import { setTimeout as delay } from 'node:timers/promises';
import { type Browser, chromium, type Page } from 'playwright-core';
import { CHROMIUM, CHROMIUM_FLAGS } from '../journeys/chromium.js';
import { PAINT_CLOCK, READ_CLOCK } from './clock-picture.js';

/** How often the glass is looked at: more often than it changes. */
const LOOK_MS = 20;

/** From the painting of a frame to each moment at which it is the one seen. Milliseconds. */
export interface Delays {
  p50: number;
  p95: number;
  max: number;
  looks: number;
  /** Different frames seen a second. */
  fps: number;
  /** Looks at which the code could not be read. */
  unread: number;
}

/** Chromium with pages that paint the clock, and pages that show a video with it. */
export class Glass {
  private constructor(
    private readonly browser: Browser,
    private readonly portalUrl: string,
  ) {}

  static async open(portalUrl: string): Promise<Glass> {
    const args = [...CHROMIUM_FLAGS, '--autoplay-policy=no-user-gesture-required'];
    return new Glass(await chromium.launch({ executablePath: CHROMIUM, args }), portalUrl);
  }

  /** Of the portal's origin, with `<video id="player">`. */
  async page(): Promise<Page> {
    const context = await this.browser.newContext({ bypassCSP: true });
    const page = await context.newPage();
    await page.goto(new URL('/healthz', this.portalUrl).href);
    await page.setContent('<video id="player" muted autoplay playsinline></video>');
    await page.evaluate(`{${PAINT_CLOCK}}{${READ_CLOCK}}`);
    return page;
  }

  /** Waits for a picture, lets it settle, and then looks at it. */
  async look(page: Page, { settleMs, seconds }: { settleMs: number; seconds: number }): Promise<Delays> {
    await page.waitForFunction('readClock(player) !== null', undefined, { timeout: 15_000 }).catch(async () => {
      throw new Error(`no picture: ${JSON.stringify(await page.evaluate(STATE))}`);
    });
    await delay(settleMs);
    await page.evaluate(START_LOOKING);
    await delay(seconds * 1_000);
    const { delays, unread, frames } = (await page.evaluate('looked')) as Looked;
    if (frames < seconds * 5) throw new Error(`the picture stood still: ${frames} frames in ${seconds} s`);
    const sorted = delays.toSorted((a, b) => a - b);
    const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
    return { p50: at(0.5), p95: at(0.95), max: at(1), looks: delays.length, fps: Math.round(frames / seconds), unread };
  }

  async close(): Promise<void> {
    await this.browser.close();
  }
}

interface Looked {
  delays: number[];
  unread: number;
  frames: number;
}

const STATE = `({
  ready: player.readyState, time: player.currentTime, isPaused: player.paused, width: player.videoWidth,
  error: player.error?.message, faults: window.faults, connection: window.connection?.connectionState,
})`;

const START_LOOKING = `
  window.looked = { delays: [], unread: 0, frames: 0 };
  let last = null;
  setInterval(() => {
    const now = Date.now() % 0x1000000;
    const shown = readClock(player);
    if (shown === null) return void looked.unread++;
    if (shown !== last) looked.frames++;
    last = shown;
    looked.delays.push((now - shown + 0x1000000) % 0x1000000);
  }, ${LOOK_MS});`;
