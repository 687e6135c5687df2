import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
// By file: a global setup cannot use the names of package.json.
import { SSHD } from '../../libs/testing/src/peers/sshd.peer.js';
import { requirePackage } from '../../libs/testing/src/require-package.js';
import { CHROMIUM, CHROMIUM_FLAGS } from './chromium.js';
import { startBuiltPortal } from './portal.js';

export interface SharedPortal {
  url: string;
  /** Public root of its relay. */
  relay: string;
  admin: { username: string; password: string };
}

declare module 'vitest' {
  interface ProvidedContext {
    canTravel: boolean;
    /** Of the one browser process of the run. */
    browser: string;
    portal: SharedPortal;
  }
}

/** One portal and one browser for all journeys; only a journey that is about a fresh folder starts a portal of its own. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const canTravel = isEquipped();
  project.provide('canTravel', canTravel);
  if (!canTravel) return async () => undefined;
  const admin = { username: 'harbourmaster', password: 'lanterns over the quay' };
  const sniPort = await freePort();
  const relay = `https://localhost:${sniPort}`;
  const [browser, portal] = await Promise.all([
    chromium.launchServer({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS }),
    startBuiltPortal({
      env: {
        PORTAL_ADMIN_USERNAME: admin.username,
        PORTAL_ADMIN_PASSWORD: admin.password,
        PORTAL_NET_ALLOW: '127.0.0.1/32',
        // Many people sign in from one address within a minute.
        PORTAL_RATE_LIMITS: 'off',
        RTMP_PLAIN_ENABLED: 'on',
        // Written into commands and public addresses, so it is known before.
        SNI_PORT: String(sniPort),
        RELAY_URL: relay,
      },
    }),
  ]);
  project.provide('browser', browser.wsEndpoint());
  project.provide('portal', { url: portal.url, relay, admin });
  return async () => {
    await Promise.all([browser.close(), portal.stop()]);
  };
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

const isEquipped = (): boolean => {
  const hasPackages = [
    requirePackage('chromium', CHROMIUM),
    requirePackage('openssh-server', SSHD),
    requirePackage('vim-tiny', '/usr/bin/vim.tiny'),
    requirePackage('curl', '/usr/bin/curl'),
    requirePackage('ffmpeg', '/usr/bin/ffmpeg'),
  ].every(Boolean);
  const isRoot = process.getuid?.() === 0;
  if (!isRoot) console.warn('SKIPPED: the journeys. They make a user with a password for sshd: run them as root.');
  return hasPackages && isRoot;
};
