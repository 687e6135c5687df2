import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findHolder, tryLock, waitForLock } from './lock.mjs';
import { processIdentity } from './process-identity.mjs';

const LOCK_MODULE = new URL('lock.mjs', import.meta.url).href;

let file: string;
const others: ChildProcess[] = [];
beforeEach(() => {
  file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'portal-lock-')), 'lock');
});
afterEach(() => {
  for (const other of others.splice(0)) other.kill('SIGKILL');
  fs.rmSync(path.dirname(file), { recursive: true });
});

/** Another process that runs `body` with the lock module at hand and answers on stdout. */
const other = async (body: string): Promise<{ child: ChildProcess; said: string }> => {
  const script = `const { tryLock } = await import('${LOCK_MODULE}'); ${body}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  others.push(child);
  const [said] = await once(child.stdout!, 'data');
  return { child, said: String(said).trim() };
};

const holdForever = `console.log('lock' in tryLock('FILE') ? 'held' : 'taken'); setInterval(() => {}, 1000);`;

describe('lock', () => {
  it('names the living holder and its note', () => {
    const first = tryLock(file);
    if (!('lock' in first)) throw new Error('expected the lock');
    first.lock.annotate('http://localhost:1');
    expect(tryLock(file)).toEqual({ holder: { pid: process.pid, note: 'http://localhost:1' } });
    first.lock.release();
    expect(findHolder(file)).toBeUndefined();
    expect(tryLock(file)).toHaveProperty('lock');
  });

  it('is taken over from a process that was killed', async () => {
    const { child, said } = await other(holdForever.replace('FILE', file));
    expect(said).toBe('held');
    expect(tryLock(file)).toEqual({ holder: { pid: child.pid, note: '' } });
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(tryLock(file)).toHaveProperty('lock');
    expect(fs.readdirSync(path.dirname(file))).toEqual(['lock']);
  });

  it('is not kept by another process that got the number of a dead holder', () => {
    fs.writeFileSync(file, `${process.pid}@another-boot/1\n`);
    expect(tryLock(file)).toHaveProperty('lock');
  });

  it('goes to exactly one of several that find it stale at once', async () => {
    fs.writeFileSync(file, '999999999@gone/1\n');
    const answers = await Promise.all(Array.from({ length: 6 }, () => other(holdForever.replace('FILE', file))));
    expect(answers.map(({ said }) => said).sort()).toEqual(['held', 'taken', 'taken', 'taken', 'taken', 'taken']);
  });

  it('is waited for until its holder ends', async () => {
    const { child } = await other(holdForever.replace('FILE', file));
    const waiting = waitForLock(file, { onWait: ({ pid }) => process.kill(pid, 'SIGKILL') });
    await once(child, 'exit');
    const lock = await waiting;
    expect(findHolder(file)?.pid).toBe(process.pid);
    lock.release();
  });

  it('stops waiting when told to', async () => {
    await other(holdForever.replace('FILE', file));
    const abort = new AbortController();
    const waiting = waitForLock(file, { signal: abort.signal, onWait: () => abort.abort() });
    await expect(waiting).rejects.toThrow('aborted');
  });
});

describe('process identity', () => {
  it('differs between two processes and ends with them', async () => {
    const { child } = await other(`console.log('up'); setInterval(() => {}, 1000);`);
    expect(processIdentity(child.pid!)).toMatch(new RegExp(`^${child.pid}@`));
    expect(processIdentity(child.pid!)).not.toBe(processIdentity(process.pid));
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(processIdentity(child.pid!)).toBeUndefined();
  });
});
