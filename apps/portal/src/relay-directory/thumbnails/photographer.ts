import { Injectable } from '@nestjs/common';
import { PortalConfig } from '#libs/config';
import { capturePage } from './capture-page.js';
import { findChromium, startChromium } from './local-chromium.js';
import type { Browser, PageTarget } from './page-target.js';
import { joinChromium } from './remote-chromium.js';

/** Starting, loading and settling together; what takes longer is ended. */
const PICTURE_MS = 30_000;

/** Takes pictures of pages: in the browser of the configuration, else in a Chromium of the PATH. */
@Injectable()
export class Photographer {
  private readonly endpoint: URL | undefined;
  private readonly program: string | undefined;
  private hasSandbox = true;

  constructor(config: PortalConfig) {
    this.endpoint = config.get('HEADLESS_SHELL_URL');
    this.program = this.endpoint ? undefined : findChromium();
  }

  /** Whether there is a browser. */
  get canTakePictures(): boolean {
    return this.endpoint !== undefined || this.program !== undefined;
  }

  /** @throws Error */
  async take(target: PageTarget): Promise<Buffer> {
    const { tools, close } = await this.open(target);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('The picture took too long.')), PICTURE_MS);
    });
    try {
      return await Promise.race([capturePage(tools, target.url), late]);
    } finally {
      clearTimeout(timer);
      tools.close();
      await close();
    }
  }

  private async open(target: PageTarget): Promise<Browser> {
    if (this.endpoint) return joinChromium(this.endpoint);
    try {
      return await startChromium(this.program!, target, { sandbox: this.hasSandbox });
    } catch (error) {
      // Containers refuse it its sandbox. As nobody it may do without; as ourselves it may not.
      if (!this.hasSandbox || process.getuid?.() !== 0) throw error;
      this.hasSandbox = false;
      return startChromium(this.program!, target, { sandbox: false });
    }
  }
}
