import { randomInt } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChatClient, TestPortal, type TestUser } from '#libs/testing';
import { type Postgres, startPostgres } from '../../../../scripts/embedded-postgres.mjs';
import { SearchWorld } from './search-world.js';

/** All words begin so: one pass over the files finds whichever is there, in whatever case, as text or as hex. */
const MARK = 'zqxj';
const FOUND = new RegExp(`${MARK}[a-z]{8}|${Buffer.from(MARK).toString('hex')}(?:[67][0-9a-f]){8}`, 'gi');

const newWord = (): string =>
  MARK + Array.from({ length: 8 }, () => String.fromCodePoint('a'.codePointAt(0)! + randomInt(26))).join('');

const wordsIn = (content: Buffer): string[] =>
  [...content.toString('latin1').matchAll(FOUND)].map(([found]) =>
    found.length > MARK.length + 8 ? Buffer.from(found, 'hex').toString('latin1').toLowerCase() : found.toLowerCase(),
  );

describe('what people write', () => {
  const words = Array.from({ length: 1000 }, newWord);
  const control = newWord();
  let folder: string;
  let postgres: Postgres;
  let portal: TestPortal;
  let world: SearchWorld;
  let serverLog = '';
  const portalLog: string[] = [];
  let ada: TestUser;
  let bob: TestUser;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'portal-at-rest-'));
    chmodSync(folder, 0o711);
    postgres = await startPostgres({
      dataDir: path.join(folder, 'pg'),
      password: 'test',
      // Compressed pages would hide what they have.
      settings: { fsync: 'off', wal_compression: 'off' },
      log: (text) => (serverLog += text),
    });
    const env = { PORTAL_LOG_LEVEL: 'trace', DATABASE_URL: postgres.url() };
    portal = new TestPortal(env, { write: (line) => portalLog.push(line) });
    await portal.open();
    world = new SearchWorld(portal);
    ada = await portal.make.user({ username: 'ada' });
    bob = await portal.make.user({ username: 'bob' });
  }, 60_000);

  afterAll(async () => {
    await portal?.close();
    await postgres?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const filesWithWords = (): { file: string; found: string[] }[] =>
    readdirSync(path.join(folder, 'pg'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file) => ({ file, found: wordsIn(readFileSync(file)) }))
      .filter(({ found }) => found.length > 0);

  it('is in no table, index, WAL segment or log', async () => {
    const client = await ChatClient.open(portal.url, ada.token);
    await client.join('general');
    const dm = await world.direct(ada, bob);
    const left = [...words];
    const some = (count: number): string => left.splice(0, count).join(' ');

    const ids: number[] = [];
    while (left.length > 500) ids.push(await client.say('general', some(10)));
    for (const id of ids.slice(0, 10)) await client.ask({ type: 'edit_message', message_id: id, message: some(5) });
    for (const id of ids.slice(5, 15)) await client.ask({ type: 'delete', message_id: id });
    while (left.length > 50) await client.ask({ type: 'dm_message', conversation_id: dm, message: some(10) });
    await client.say('general', `@bob ${some(10)}`, { reply_to: ids[20] });
    const poll = { type: 'create_poll', channel: 'general', question: some(10), options: [some(2), some(2)] };
    await client.ask(poll);
    while (left.length > 0) await client.say('general', some(10).toUpperCase());
    client.close();
    expect((await world.search(bob, { q: words[999]!.slice(0, 10) })).total).toBe(1);
    expect((await world.search(bob, { q: words[600]!.slice(2) })).total).toBe(1);
    // What may be read in the files is found there: a channel's name is no secret.
    await world.channel(ada, control);

    // Its last act is a checkpoint.
    await portal.stop();
    await postgres.stop();

    const found = filesWithWords();
    expect(found.some(({ file }) => file.includes('pg_wal'))).toBe(true);
    expect(found.some(({ file }) => file.includes('base'))).toBe(true);
    expect(new Set(found.flatMap((one) => one.found))).toEqual(new Set([control]));
    expect(portalLog.length).toBeGreaterThan(3);
    expect(wordsIn(Buffer.from(portalLog.join('') + serverLog))).toEqual([]);
  }, 120_000);
});
