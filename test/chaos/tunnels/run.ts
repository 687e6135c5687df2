import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expose, type Tunnel } from '../../../apps/tunnel/src/index.js';
import { freePort } from '../../../libs/testing/src/peers/free-port.js';
import { startBuiltPortal, type StartedPortal } from '../../journeys/portal.js';
import { Dice } from '../chat-history/dice.js';

const WEAPONS = ['relay', 'relay', 'portal', 'database'] as const;
const SERVICES = 3;
/** What a client may take to be back, the restart of what was killed included, on a machine that does other things. */
const BACK_MS = 60_000;

/** A service of somebody's machine that says whose it is. */
const serve = async (whose: string): Promise<Server> => {
  const server = createServer((_request, response) => response.end(whose));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
};
const portOf = (server: Server): number => (server.address() as AddressInfo).port;

/** Who answers under a public name; null when nobody does. */
const whoAnswers = (port: number, hostname: string): Promise<string | null> =>
  new Promise((resolve) => {
    const sent = request(
      {
        ...{ host: '127.0.0.1', port, servername: hostname, headers: { host: hostname } },
        ...{ rejectUnauthorized: false, agent: false, timeout: 2_000 },
      },
      (response) => {
        let text = '';
        response.on('data', (part: Buffer) => (text += String(part)));
        response.once('end', () => resolve(text)).once('error', () => resolve(null));
      },
    );
    sent.once('error', () => resolve(null)).once('timeout', () => sent.destroy());
    sent.end();
  });

class World {
  private portal!: StartedPortal;

  constructor(
    private readonly folder: string,
    readonly port: number,
  ) {}

  async start(): Promise<void> {
    this.portal = await startBuiltPortal({
      dataDir: path.join(this.folder, 'data'),
      env: {
        PORTAL_RATE_LIMITS: 'off',
        PORTAL_LOG_LEVEL: process.env['PORTAL_LOG_LEVEL'] ?? 'fatal',
        PORTAL_ROLES: 'api,worker,relay',
        SNI_PORT: String(this.port),
      },
    });
  }

  async kill(weapon: (typeof WEAPONS)[number]): Promise<void> {
    if (weapon === 'relay') return this.killRelay();
    const database = this.databasePid();
    if (weapon === 'portal') await this.portal.kill();
    else {
      process.kill(database, 'SIGKILL');
      await this.portal.ended();
    }
    for (let tries = 0; tries < 200 && isAlive(database); tries++) await delay(50);
    await this.start();
  }

  stop(): Promise<unknown> {
    return this.portal.stop();
  }

  private killRelay(): void {
    const isRelay = new RegExp(`^\\s*(\\d+)\\s+${this.portal.pid}\\s.*relay\\.js`);
    for (const line of execFileSync('ps', ['-e', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n')) {
      const [, pid] = isRelay.exec(line) ?? [];
      if (pid) process.kill(Number(pid), 'SIGKILL');
    }
  }

  private databasePid(): number {
    return Number(readFileSync(path.join(this.folder, 'data/postgres/postmaster.pid'), 'utf8').split('\n')[0]);
  }
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const main = async (): Promise<void> => {
  const [rounds, seed] = [Number(process.argv[2] ?? 6), Number(process.argv[3] ?? 1)];
  const dice = new Dice(seed);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tunnels-'));
  const world = new World(folder, await freePort());
  const servers: Server[] = [];
  const tunnels: Tunnel[] = [];
  const faults: string[] = [];
  const back: number[] = [];
  let answers = 0;
  let isOver = false;

  const publish = async (name: string, whose: string): Promise<void> => {
    const server = await serve(whose);
    servers.push(server);
    const relays = [`https://localhost:${world.port}`];
    const identity = path.join(folder, `${whose}.json`);
    tunnels.push(await expose({ target: portOf(server), name, relays, identity }));
  };
  const names = Array.from({ length: SERVICES }, (_, at) => `service-${at}`);
  const ask = async (name: string): Promise<boolean> => {
    const who = await whoAnswers(world.port, `${name}.localhost`);
    if (who === null) return false;
    answers++;
    if (who !== `owner-of-${name}`) faults.push(`${name} was answered by ${who}`);
    return true;
  };
  const allAnswer = async (): Promise<boolean> => (await Promise.all(names.map(ask))).every(Boolean);
  const waitForAll = async (what: string): Promise<number> => {
    const since = performance.now();
    while (!(await allAnswer())) {
      if (performance.now() - since > BACK_MS)
        throw new Error(`${what}: not everybody was back in ${BACK_MS / 1000} s`);
      await delay(50);
    }
    return performance.now() - since;
  };

  try {
    await world.start();
    for (const name of names) await publish(name, `owner-of-${name}`);
    await waitForAll('the beginning');
    // Somebody else wants the first name, all the time.
    await publish(names[0]!, 'rival').catch(() => undefined);
    const asking = (async () => {
      while (!isOver) {
        await allAnswer();
        await delay(20);
      }
    })();
    for (let round = 0; round < rounds; round++) {
      const weapon = WEAPONS[dice.number(WEAPONS.length)]!;
      await delay(dice.number(1_500));
      const since = performance.now();
      await world.kill(weapon);
      await waitForAll(weapon);
      back.push(Math.round(performance.now() - since));
      console.log(`${round + 1}/${rounds} ${weapon}: everybody back after ${back.at(-1)} ms`);
    }
    isOver = true;
    await asking;
  } finally {
    isOver = true;
    await Promise.all(tunnels.map((tunnel) => tunnel.close().catch(() => undefined)));
    await world.stop();
    for (const server of servers) server.close();
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(JSON.stringify({ chaos: 'tunnels', rounds, seed, answers, slowest_ms: Math.max(...back), faults }));
  if (faults.length > 0) process.exitCode = 1;
};

await main();
