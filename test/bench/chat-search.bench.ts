import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { DataSource } from 'typeorm';
import { PortalConfig } from '#libs/config';
import { randomToken } from '#libs/crypto';
import { createLog } from '#libs/telemetry';
import { Session } from '../../apps/portal/src/auth/session.entity.js';
import { SessionToken } from '../../apps/portal/src/auth/session-token.js';
import { openPortal, type Portal } from '../../apps/portal/src/roles/portal.js';
import { seededRandom } from '../../libs/testing/src/seeded-random.js';
import { ChatCorpus } from './chat-corpus.js';
import { loadMessages } from './chat-messages.js';
import { report, rounded } from './report.js';

// GET /api/chat/search over a million messages, as its caller sees it: words, beginnings of words and parts of words, half
// of them as common as people write them, half of them from anywhere in the vocabulary. Every answer is compared with the
// query. PostgreSQL runs as `npm start` runs it. DATA names a folder to keep the messages in between two runs.

const MESSAGES = Number(process.env['MESSAGES'] ?? 1_000_000);
const QUERIES = Number(process.env['QUERIES'] ?? 200);
const TARGET_MS = 25;
const WARM_UP = 200;

const folder = process.env['DATA'] ?? mkdtempSync(path.join(os.tmpdir(), 'chat-search-'));
const isLoaded = existsSync(path.join(folder, 'postgres'));
mkdirSync(folder, { recursive: true, mode: 0o711 });

const { startPostgres } = (await import(pathToFileURL(path.resolve('scripts/embedded-postgres.mjs')).href)) as {
  startPostgres: typeof import('../../scripts/embedded-postgres.mjs').startPostgres;
};

/** One user's session in 30 public channels and the conversations the user is in. */
const signIn = async (portal: Portal): Promise<string> => {
  const id = randomToken(16);
  const expiresAt = new Date(Date.now() + 3_600_000);
  const session = { id, userId: 1, expiresAt, ip: '127.0.0.1', userAgent: 'bench', method: 'password' as const };
  await portal.app.get(DataSource, { strict: false }).manager.insert(Session, session);
  return portal.app.get(SessionToken, { strict: false }).sign({ sub: '1', jti: id }, expiresAt);
};

const percentile = (times: number[], share: number): number =>
  rounded(times.toSorted((a, b) => a - b)[Math.floor(times.length * share)]!);

/** What was loaded a moment ago is in PostgreSQL's memory. So is what a kept folder has, once it was read by its indexes. */
const readAll = async (portal: Portal): Promise<void> => {
  await portal.app.get(DataSource, { strict: false }).transaction(async (tx) => {
    await tx.query('SET LOCAL enable_seqscan = off; SET LOCAL max_parallel_workers_per_gather = 0');
    await tx.query('SELECT sum(length(body)) FROM (SELECT body FROM messages ORDER BY id) m');
    await tx.query(`SELECT sum(room_id) FROM search_entries WHERE terms @> '{}'`);
  });
};

interface Found {
  results: { message: string }[];
  total: number;
}

const searcher = (url: string, token: string) => async (query: Record<string, string>) => {
  const started = performance.now();
  const response = await fetch(`${url}api/chat/search?${new URLSearchParams(query)}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const found = (await response.json()) as Found;
  const ms = performance.now() - started;
  if (response.status !== 200) throw new Error(`${JSON.stringify(query)} answered ${response.status}`);
  for (const { message } of found.results) {
    if (!message.toLowerCase().includes(query['q']!)) throw new Error(`${query['q']} is not in: ${message}`);
  }
  return { ms, found };
};

const corpus = new ChatCorpus();
const { share: random } = seededRandom(7);
const someWord = (at: number): string => {
  for (;;) {
    const word = at % 2 === 0 ? corpus.word() : corpus.words[Math.floor(random() * corpus.words.length)]!;
    if (word.length >= 4) return word;
  }
};
const KINDS: Record<string, (word: string) => string> = {
  word: (word) => word,
  prefix: (word) => word.slice(0, 2 + Math.floor(random() * (word.length - 2))),
  substring: (word) => word.slice(1, 4 + Math.floor(random() * (word.length - 3))),
};

const FILTERS = [
  ['from', 'user40'],
  ['scope', 'dms'],
  ['channel_id', '5'],
  ['has', 'image'],
] as const;

const postgres = await startPostgres({ dataDir: path.join(folder, 'postgres'), password: 'bench' });
const portal = await openPortal({
  config: PortalConfig.read({
    ...{ PORTAL_HOST: '127.0.0.1', PORTAL_PORT: '0', PORTAL_ROLES: 'api', PORTAL_LOG_LEVEL: 'silent' },
    ...{ PORTAL_RATE_LIMITS: 'off', PORTAL_DATA_DIR: folder, DATABASE_URL: postgres.url() },
  }),
  log: createLog({ level: 'silent' }),
  version: '0.0.0-bench',
  webDir: path.join(folder, 'web'),
});
try {
  const size = await loadMessages(portal, isLoaded ? 0 : MESSAGES);
  if (isLoaded) await readAll(portal);
  const token = await signIn(portal);
  const search = searcher(portal.url!.href, token);
  for (const part of Object.values(KINDS)) {
    for (let at = 0; at < WARM_UP; at++) await search({ q: part(someWord(at)) });
  }

  const idle: number[] = [];
  for (let at = 0; at < QUERIES; at++) {
    const started = performance.now();
    await (await fetch(`${portal.url!.href}api/me`, { headers: { authorization: `Bearer ${token}` } })).json();
    idle.push(performance.now() - started);
  }
  console.error('GET /api/me, for what else the machine does', {
    p50: percentile(idle, 0.5),
    p95: percentile(idle, 0.95),
  });

  const ours: Record<string, number> = {};
  for (const [kind, part] of Object.entries(KINDS)) {
    const times: { ms: number; q: string; total: number }[] = [];
    for (let at = 0; at < QUERIES; at++) {
      const q = part(someWord(at));
      const { ms, found } = await search({ q });
      times.push({ ms: rounded(ms), q, total: found.total });
    }
    times.sort((a, b) => a.ms - b.ms);
    const at = (share: number) => times[Math.floor(times.length * share)]!;
    const some = times.filter(({ total }) => total > 0).length;
    console.error(
      kind,
      { p50: at(0.5).ms, p95: at(0.95).ms, found: `${some} of ${QUERIES}` },
      'slowest',
      times.slice(-3),
    );
    ours[`${kind}_p95_ms`] = at(0.95).ms;
  }
  for (const [name, value] of FILTERS) {
    const times: number[] = [];
    for (let at = 0; at < 50; at++) times.push((await search({ q: someWord(at), [name]: value })).ms);
    console.error({ [name]: value }, { p95: percentile(times, 0.95) });
  }
  report({
    bench: 'chat-search',
    ours: { ...ours, index_to_text: rounded(size.index / size.text) },
    ...{ peer: null, ratio: null, unit: 'ms', target: TARGET_MS },
    met: Object.values(ours).every((ms) => ms <= TARGET_MS),
  });
} finally {
  await portal.close();
  await postgres.stop();
  if (!process.env['DATA']) rmSync(folder, { recursive: true, force: true });
}
