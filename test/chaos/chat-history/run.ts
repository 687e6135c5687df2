import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startPostgres } from '../../../scripts/embedded-postgres.mjs';
import { Dice } from './dice.js';
import { PortalProcess, servePortal } from './portal-process.js';
import { Rounds } from './rounds.js';
import { World } from './world.js';

const KILL_EVERY = 16;

/** A durable cluster of its own, two portals on it, and the rounds. */
const check = async (count: number, seed: number): Promise<number> => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'portal-history-'));
  chmodSync(folder, 0o711);
  const postgres = await startPostgres({ dataDir: path.join(folder, 'pg'), password: 'history' });
  const env = {
    DATABASE_URL: postgres.url(),
    PORTAL_DATA_DIR: folder,
    PORTAL_HOST: '127.0.0.1',
    PORTAL_PORT: '0',
    PORTAL_ROLES: 'api,worker',
    PORTAL_LOG_LEVEL: process.env['PORTAL_LOG_LEVEL'] ?? 'fatal',
    PORTAL_RATE_LIMITS: 'off',
  };
  const portals = [new PortalProcess(env), new PortalProcess(env)];
  const database = new pg.Client(postgres.url());
  const rounds = new Rounds(new World(database), new Dice(seed), portals, KILL_EVERY);
  const began = performance.now();
  try {
    for (const portal of portals) await portal.start();
    await database.connect();
    const { world } = rounds;
    await rounds.open();
    let round = 0;
    while (round < count && world.violations.length === 0) await rounds.one(++round);
    if (world.violations.length === 0) await rounds.close();
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    const { kills, blackouts, cuts, deafenings, resumes } = rounds.counts;
    console.log(
      `${world.violations.length === 0 ? 'ok' : 'FAILED'}: seed ${seed}, ${round} rounds in ${seconds} s, ${rounds.messages} messages, ` +
        `${kills} kills (${blackouts} times all), ${cuts} cut sockets, ${deafenings} lost listeners, ${resumes} connections`,
    );
    return world.violations.length;
  } finally {
    await rounds.restarting;
    await database.end().catch(() => undefined);
    for (const portal of portals) if (portal.url !== undefined) await portal.kill();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

if (process.argv[2] === '--portal') await servePortal();
else {
  const [rounds = '200', seed = String(Date.now() % 1_000_000)] = process.argv.slice(2);
  console.log(`${rounds} rounds, seed ${seed}`);
  process.exit((await check(Number(rounds), Number(seed))) > 0 ? 1 : 0);
}
