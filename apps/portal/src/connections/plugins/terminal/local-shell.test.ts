import os from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { eventually } from '#libs/testing';
import { LocalShell } from './local-shell.js';

const { uid, gid, username, homedir } = os.userInfo();

describe('a local shell', () => {
  it('keeps what a program left behind for a viewer that reads again later', async () => {
    const shell = new LocalShell({
      account: { name: username, uid, gid, home: homedir },
      shell: '/bin/sh',
      cwd: '/',
      size: { cols: 80, rows: 24 },
      idleMs: 0,
    });
    let text = '';
    let hasEnded = false;
    void shell.ended.then(() => (hasEnded = true));
    shell.start((chunk) => (text += chunk.toString()));
    shell.grant(1);
    await eventually('the prompt', () => text.length > 0);
    shell.write(Buffer.from(`printf '%03000d' 7; exit 3\n`));
    // Longer than node-pty waits for its reader.
    await delay(500);
    expect(hasEnded).toBe(false);
    shell.grant(100_000);
    expect(await shell.ended).toEqual({ code: 3, signal: null });
    expect(text).toMatch(/0{2999}7/);
  });
});
