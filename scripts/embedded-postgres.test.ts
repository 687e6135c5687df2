import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { connect } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Postgres, startPostgres } from './embedded-postgres.mjs';
import { processIdentity } from './startup/process-identity.mjs';
import { StartError } from './startup/start-error.mjs';

const LAUNCHER = new URL('embedded-postgres.mjs', import.meta.url).href;
const settings = { fsync: 'off' };
const password = `it's "secret" @/`;

let folder: string;
let dataDir: string;
let server: Postgres | undefined;
let other: ChildProcess | undefined;

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'portal-postgres-'));
  fs.chmodSync(folder, 0o755);
  dataDir = path.join(folder, 'postgres');
});
afterEach(async () => {
  await server?.stop();
  other?.kill('SIGKILL');
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const query = async (text: string): Promise<unknown[]> => {
  const client = new pg.Client(server!.url());
  await client.connect();
  try {
    return (await client.query({ text, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
};

/** A process that starts the server and stays, so that it can be killed. */
const startElsewhere = async (env: NodeJS.ProcessEnv = process.env): Promise<number> => {
  const script = `
    const { startPostgres } = await import('${LAUNCHER}');
    const server = await startPostgres(${JSON.stringify({ dataDir, password, settings })});
    console.log(server.pid);`;
  other = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'], env });
  const [said] = await once(other.stdout!, 'data');
  return Number(said);
};

const isGone = (pid: number): Promise<unknown> =>
  vi.waitUntil(() => processIdentity(pid) === undefined, { timeout: 10_000, interval: 20 });

describe('embedded PostgreSQL', () => {
  it('makes a cluster once and keeps what was written', async () => {
    server = await startPostgres({ dataDir, password, settings });
    expect(server.fresh).toBe(true);
    await query('CREATE TABLE kept AS SELECT 7 AS n');
    await server.stop();
    server = await startPostgres({ dataDir, password, settings });
    expect(server.fresh).toBe(false);
    expect(await query('SELECT n FROM kept')).toEqual([7]);
  });

  it('gives a role that owns its database and cannot reach the machine', async () => {
    server = await startPostgres({ dataDir, password, settings });
    expect(await query('SELECT rolsuper FROM pg_roles WHERE rolname = current_user')).toEqual([false]);
    await expect(query(`COPY kept FROM PROGRAM 'id'`)).rejects.toThrow('permission denied');
    await expect(query(`SELECT pg_read_file('/etc/passwd')`)).rejects.toThrow('permission denied');
    await query('CREATE EXTENSION IF NOT EXISTS pg_trgm');
  });

  it('may keep an eighth of the memory in its own, and 128 MB in any case', async () => {
    server = await startPostgres({ dataDir, password, settings });
    const [bytes] = await query(`SELECT pg_size_bytes(current_setting('shared_buffers'))`);
    expect(Number(bytes)).toBeGreaterThanOrEqual(128 * 1024 ** 2);
    expect(Number(bytes)).toBeLessThanOrEqual(Math.max(128 * 1024 ** 2, os.totalmem() / 8));
  });

  it('listens on loopback only and leaves no socket file', async () => {
    server = await startPostgres({ dataDir, password, settings });
    expect(fs.existsSync(`/tmp/.s.PGSQL.${server.port}`)).toBe(false);
    const outside = Object.values(os.networkInterfaces()).flatMap((found) => found ?? []);
    for (const { address } of outside.filter(({ internal, family }) => !internal && family === 'IPv4')) {
      await expect(once(connect(server.port, address), 'connect')).rejects.toThrow('ECONNREFUSED');
    }
  });

  it('refuses a wrong password', async () => {
    server = await startPostgres({ dataDir, password, settings });
    const client = new pg.Client(server.url().replace(/:[^:@]+@/, ':wrong@'));
    await expect(client.connect()).rejects.toThrow('password authentication failed');
  });

  it('reports that the server ended by itself', async () => {
    server = await startPostgres({ dataDir, password, settings });
    process.kill(server.pid, 'SIGKILL');
    expect(await server.exited).toMatchObject({ signal: 'SIGKILL' });
  });

  it('recovers at once after the server was killed', async () => {
    server = await startPostgres({ dataDir, password, settings });
    process.kill(server.pid, 'SIGKILL');
    await server.exited;
    server = await startPostgres({ dataDir, password, settings });
    expect(await query('SELECT n FROM kept')).toEqual([7]);
  });

  it('ends with its parent, even when that is killed', async () => {
    const pid = await startElsewhere();
    other!.kill('SIGKILL');
    await isGone(pid);
  });

  it('ends the orphan of an earlier start where the kernel does not', async () => {
    const withoutSetpriv = path.join(folder, 'bin');
    fs.mkdirSync(withoutSetpriv);
    fs.writeFileSync(path.join(withoutSetpriv, 'setpriv'), '#!/bin/sh\nexit 127\n', { mode: 0o755 });
    const orphan = await startElsewhere({ ...process.env, PATH: `${withoutSetpriv}:${process.env.PATH}` });
    other!.kill('SIGKILL');
    await once(other!, 'exit');
    expect(processIdentity(orphan)).toBeDefined();
    server = await startPostgres({ dataDir, password, settings });
    expect(processIdentity(orphan)).toBeUndefined();
    expect(await query('SELECT n FROM kept')).toEqual([7]);
  });

  it('refuses a folder whose portal lives', async () => {
    const pid = await startElsewhere();
    await expect(startPostgres({ dataDir, password, settings })).rejects.toThrow(
      `already runs on ${dataDir} (process ${pid})`,
    );
    other!.kill('SIGKILL');
    await isGone(pid);
  });

  it('is not misled by a record whose number belongs to another process now', async () => {
    fs.writeFileSync(
      path.join(dataDir, 'postmaster.pid'),
      `${process.pid}\n${dataDir}\n1\n1\n\n127.0.0.1\n1 1\nready\n`,
    );
    server = await startPostgres({ dataDir, password, settings });
    expect(await query('SELECT n FROM kept')).toEqual([7]);
  });

  it('stops half-way when told to', async () => {
    const abort = new AbortController();
    abort.abort(new Error('enough'));
    await expect(startPostgres({ dataDir, password, settings, signal: abort.signal })).rejects.toThrow('enough');
  });

  it.each([
    ['no version', 'PG_VERSION', () => {}, 'is damaged (PG_VERSION'],
    ['no control file', 'global/pg_control', () => {}, 'is damaged (global/pg_control'],
    ['a cut control file', 'global/pg_control', (file: string) => fs.writeFileSync(file, 'cut'), 'is damaged'],
    ['lost log files', 'pg_wal', () => {}, 'is damaged'],
    [
      'another major version',
      'PG_VERSION',
      (file: string) => fs.writeFileSync(file, '16\n'),
      'was made by PostgreSQL 16',
    ],
  ])('refuses a folder with %s in one sentence', async (_, name, damage, part) => {
    const whole = path.join(dataDir, name);
    fs.renameSync(whole, path.join(folder, 'whole'));
    damage(whole);
    const { uid, gid } = fs.statSync(dataDir);
    if (fs.existsSync(whole)) fs.chownSync(whole, uid, gid);
    const failure = await startPostgres({ dataDir, password, settings }).catch((error: unknown) => error);
    fs.rmSync(whole, { recursive: true, force: true });
    fs.renameSync(path.join(folder, 'whole'), whole);
    expect(failure).toBeInstanceOf(StartError);
    expect((failure as Error).message).toContain(part);
    expect((failure as Error).message).not.toContain('\n');
  });
});
