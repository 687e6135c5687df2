import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import { chromiumFlags } from './chromium-flags.js';
import { DevTools, type DevToolsWire } from './dev-tools.js';
import type { Browser, PageTarget } from './page-target.js';

const PROGRAMS = [
  'chrome-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
];

/** What a picture makes as one message is a third of it. */
const MAX_MESSAGE_CHARS = 8 * 1024 * 1024;
const START_MS = 10_000;
const NICENESS = 10;
/** Root's Chromium runs as nobody: what breaks out of a page is no more than that. */
const NOBODY = { uid: 65_534, gid: 65_534 };

/** The Chromium of the PATH. */
export const findChromium = (searched = process.env['PATH'] ?? ''): string | undefined =>
  searched
    .split(path.delimiter)
    .filter(Boolean)
    .flatMap((folder) => PROGRAMS.map((name) => path.join(folder, name)))
    .find(isExecutable);

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/**
 * A Chromium of our own: without our environment, spoken to through pipes, with a profile that goes with it.
 * @throws Error — it cannot be started, or not with its sandbox
 */
export const startChromium = async (
  program: string,
  target: PageTarget,
  { sandbox }: { sandbox: boolean },
): Promise<Browser> => {
  const profile = await mkdtemp(path.join(os.tmpdir(), 'portal-picture-'));
  const account = process.getuid?.() === 0 ? NOBODY : undefined;
  if (account) await chown(profile, account.uid, account.gid);
  const child = spawn(program, chromiumFlags(target, { profile, sandbox }), {
    ...account,
    cwd: profile,
    env: { PATH: process.env['PATH'], HOME: profile, LANG: 'C.UTF-8' },
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const close = async (): Promise<void> => {
    kill(child);
    await gone;
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await once(child, 'spawn');
    os.setPriority(child.pid!, NICENESS);
    const tools = new DevTools(pipeWire(child));
    await tools.send('Browser.getVersion', {}, START_MS);
    return { tools, close };
  } catch (error) {
    await close();
    throw error;
  }
};

const kill = ({ pid }: ChildProcess): void => {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
};

/** `--remote-debugging-pipe`: file 3 takes messages, 4 gives them, each ended by a NUL. */
const pipeWire = ({ stdio }: ChildProcess): DevToolsWire => {
  const [, , , input, output] = stdio as unknown as [null, null, null, Duplex, Duplex];
  input.on('error', () => undefined);
  return {
    send: (message) => void input.write(`${message}\0`),
    listen: ({ onMessage, onClose }) => {
      let rest = '';
      output.setEncoding('utf8');
      output.on('data', (text: string) => {
        const messages = (rest + text).split('\0');
        rest = messages.pop()!;
        if (rest.length > MAX_MESSAGE_CHARS) output.destroy();
        for (const message of messages) onMessage(message);
      });
      output.on('error', () => undefined);
      output.once('close', onClose);
    },
  };
};
