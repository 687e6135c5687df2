import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { CHROMIUM, CHROMIUM_FLAGS } from './chromium.js';
import { startBuiltPortal } from './portal.js';

export interface SharedPortal {
  url: string;
  admin: { username: string; password: string };
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the one browser process of the run. */
    browser: string;
    portal: SharedPortal;
  }
}

/** One portal and one browser for all journeys; only a journey that is about a fresh folder starts a portal of its own. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  if (!existsSync(CHROMIUM)) return async () => undefined;
  const admin = { username: 'harbourmaster', password: 'lanterns over the quay' };
  const [browser, portal] = await Promise.all([
    chromium.launchServer({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS }),
    startBuiltPortal({
      env: {
        PORTAL_ADMIN_USERNAME: admin.username,
        PORTAL_ADMIN_PASSWORD: admin.password,
        PORTAL_NET_ALLOW: '127.0.0.1/32',
        // Many people sign in from one address within a minute.
        PORTAL_RATE_LIMITS: 'off',
      },
    }),
  ]);
  project.provide('browser', browser.wsEndpoint());
  project.provide('portal', { url: portal.url, admin });
  return async () => {
    await Promise.all([browser.close(), portal.stop()]);
  };
};
