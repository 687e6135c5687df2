import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from '../../../libs/testing/src/peers/free-port.js';
import { SshdPeer } from '../../../libs/testing/src/peers/sshd.peer.js';
import { Dice } from '../chat-history/dice.js';
import { Encoder } from './encoder.js';
import { PortalUnderTest } from './portal-under-test.js';

const run = promisify(execFile);
const WEAPONS = ['engine', 'engine', 'portal', 'database', 'storage', 'encoder'] as const;
const PLAYS_MS = 60_000;
const SAFE_MS = 120_000;

interface Chunk {
  remote_name: string;
  sha256: Buffer;
  state: string;
}

const until = async <T>(what: string, limitMs: number, ask: () => Promise<T | false | undefined | ''>): Promise<T> => {
  const end = performance.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (performance.now() > end) throw new Error(`waited ${limitMs / 1000} s for ${what}`);
    await delay(100);
  }
};

/** What is at the owner's, by its name below the folder. */
const filesBelow = (folder: string): Map<string, string> =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file) => [path.relative(folder, file), file]),
  );

const check = async (chunks: readonly Chunk[], folder: string): Promise<string[]> => {
  const faults: string[] = [];
  const files = filesBelow(folder);
  for (const { remote_name: name, sha256, state } of chunks) {
    const file = files.get(name);
    files.delete(name);
    if (state !== 'stored') faults.push(`${name} is ${state}`);
    if (!file) faults.push(`${name} is missing`);
    else if (!createHash('sha256').update(readFileSync(file)).digest().equals(sha256)) faults.push(`${name} differs`);
    else {
      const decoded = await run('ffmpeg', ['-v', 'error', '-xerror', '-i', file, '-f', 'null', '-']).catch(String);
      if (typeof decoded === 'string') faults.push(`${name} does not play: ${decoded}`);
    }
  }
  return [...faults, ...[...files.keys()].map((name) => `${name} is nobody's`)];
};

const chunksOf = async (dataDir: string): Promise<Chunk[]> => {
  const port = Number(readFileSync(path.join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[3]);
  const password = readFileSync(path.join(dataDir, 'postgres.password'), 'utf8').trim();
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'portal', database: 'portal', password });
  await client.connect();
  const { rows } = await client.query<Chunk>('SELECT remote_name, sha256, state FROM recording_chunks ORDER BY id');
  await client.end();
  return rows;
};

const broadcast = async (rounds: number, seed: number): Promise<number> => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'portal-broadcasts-'));
  const dice = new Dice(seed);
  const sshd = await new SshdPeer().open();
  const storage = sshd.folder('recordings');
  const portal = new PortalUnderTest(path.join(folder, 'data'), await freePort());
  const encoder = new Encoder(folder);
  const counts = new Map<string, number>();
  const began = performance.now();
  try {
    await portal.start();
    await portal.call('POST', '/api/vods/storage', sshd.storage(storage));
    const { id, stream_key, playback_key } = await portal.call('POST', '/api/streams', { title: 'Storm' });
    encoder.start(`rtmps://127.0.0.1:${portal.rtmpsPort}/live/${stream_key as string}`);
    for (let round = 0; round < rounds; round++) {
      await until('a playlist', PLAYS_MS, async () =>
        (await portal.playlist(playback_key as string)).includes('#EXTINF'),
      );
      await delay(dice.number(1_500));
      const weapon = WEAPONS[dice.number(WEAPONS.length)]!;
      counts.set(weapon, (counts.get(weapon) ?? 0) + 1);
      if (weapon === 'engine') portal.killEngine();
      else if (weapon === 'portal') await portal.killPortal();
      else if (weapon === 'database') await portal.killDatabase();
      else if (weapon === 'storage') sshd.signalSessions('SIGKILL');
      else encoder.kill();
    }
    await until('a playlist', PLAYS_MS, async () =>
      (await portal.playlist(playback_key as string)).includes('#EXTINF'),
    );
    encoder.stop();
    await portal.call('POST', `/api/streams/${id as number}/regenerate-key`);
    await until('the recording to be safe', SAFE_MS, async () => {
      const { is_live } = await portal.call('GET', `/api/streams/${id as number}`);
      return is_live === 0;
    });
    const chunks = await chunksOf(portal.folder);
    const faults = await check(chunks, storage);
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    const did = [...counts].map(([weapon, count]) => `${count} × ${weapon}`).join(', ');
    console.log(`${rounds} rounds (${did}), ${chunks.length} pieces, ${seconds} s, seed ${seed}`);
    for (const fault of faults) console.error(fault);
    return faults.length === 0 && chunks.length > 0 ? 0 : 1;
  } finally {
    encoder.stop();
    await portal.stop().catch(() => undefined);
    await sshd.close();
    rmSync(folder, { recursive: true, force: true });
  }
};

const [rounds = 8, seed = Math.floor(Math.random() * 2 ** 31)] = process.argv.slice(2).map(Number);
process.exitCode = await broadcast(rounds, seed).catch((error: unknown) => {
  console.error(`${String(error)} (seed ${seed})`);
  return 1;
});
