import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import autocannon from 'autocannon';
import Fastify from 'fastify';
import pg from 'pg';
import { report, rounded } from './report.js';
import { type StartedPortal, startBuiltPortal } from '../journeys/portal.js';

// A signed-in GET /api/me against a bare Fastify route that reads the same row with pg. The servers share one core, the
// load has the other (taskset); every answer is checked for status and body by the receiver.

const SECONDS = Number(process.env['SECONDS_EACH'] ?? 8);
const ROUNDS = Number(process.env['RUNS'] ?? 3);
const CONNECTIONS = 50;
const USERNAME = 'bench';
const PASSWORD = 'bench-password-of-twenty';
const TARGET = 0.5;

/** The peer, when this file runs as its own child. */
const serveBare = async (databaseUrl: string): Promise<void> => {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 20 });
  const server = Fastify();
  server.get('/me', async () => {
    const { rows } = await pool.query(
      'SELECT id, username, role, scopes, nickname, avatar, status, created_at FROM users WHERE id = $1',
      [1],
    );
    return rows[0] as object;
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
  console.log(`listening ${(server.server.address() as { port: number }).port}`);
};

const startBare = async (databaseUrl: string): Promise<{ url: string; child: ChildProcess }> => {
  const child = spawn('taskset', ['-c', '0', process.execPath, process.argv[1]!, '--bare', databaseUrl], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  return { url: `http://127.0.0.1:${/\d+/.exec(String(line))![0]}/me`, child };
};

const databaseUrlOf = async (portal: StartedPortal): Promise<string> => {
  const password = (await readFile(path.join(portal.dataDir, 'postgres.password'), 'utf8')).trim();
  const port = (await readFile(path.join(portal.dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[3];
  return `postgres://portal:${encodeURIComponent(password)}@127.0.0.1:${port}/portal`;
};

const measure = async (url: string, headers: Record<string, string>): Promise<number> => {
  const result = await autocannon({
    url,
    headers,
    connections: CONNECTIONS,
    duration: SECONDS,
    verifyBody: (body) => body.includes(`"username":"${USERNAME}"`),
  });
  if (result.non2xx > 0 || result.errors > 0 || result.mismatches > 0) {
    throw new Error(
      `${url}: ${result.non2xx} bad statuses, ${result.errors} errors, ${result.mismatches} wrong bodies`,
    );
  }
  return result.requests.average;
};

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

const run = async (): Promise<void> => {
  const portal = await startBuiltPortal({
    env: {
      PORTAL_ADMIN_USERNAME: USERNAME,
      PORTAL_ADMIN_PASSWORD: PASSWORD,
      PORTAL_RATE_LIMITS: 'off',
      PORTAL_LOG_LEVEL: 'warn',
      MEDIA_ENGINE: 'off',
    },
  });
  const bare = await startBare(await databaseUrlOf(portal));
  try {
    await once(spawn('taskset', ['-a', '-c', '-p', '0', String(portal.pid)], { stdio: 'ignore' }), 'close');
    await once(spawn('taskset', ['-a', '-c', '-p', '1', String(process.pid)], { stdio: 'ignore' }), 'close');
    const signIn = await fetch(`${portal.url}/api/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: USERNAME, password: PASSWORD }),
    });
    const { token } = (await signIn.json()) as { token: string };
    const headers = { authorization: `Bearer ${token}` };
    const ours: number[] = [];
    const peer: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(await measure(`${portal.url}/api/me`, headers));
      peer.push(await measure(bare.url, {}));
      console.log(`round ${round + 1}: portal ${ours.at(-1)} requests/s, bare ${peer.at(-1)} requests/s`);
    }
    const ratio = rounded(median(ours) / median(peer));
    report({
      bench: 'http',
      ours: Math.round(median(ours)),
      peer: Math.round(median(peer)),
      ratio,
      unit: 'requests/s',
      target: TARGET,
      met: ratio >= TARGET,
    });
  } finally {
    bare.child.kill();
    await portal.stop();
  }
};

if (process.argv[2] === '--bare') await serveBare(process.argv[3]!);
else await run();
