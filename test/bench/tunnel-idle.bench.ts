import 'reflect-metadata';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { rssOf } from './media-lab.js';
import { report, rounded } from './report.js';
import { BareTenant, TunnelLab } from './tunnel-lab.js';

// Memory of the relay process for each visitor that has met its session, has had a word with the tenant and is quiet. Each
// is two connections of the relay, one with TLS. Visitors are in a process of their own, and there are as many portals as it
// takes to hold them all: files are limited a process, often to 20,000.

const VISITORS = Number(process.env['VISITORS'] ?? 10_000);
/** What a relay holds at most here. */
const VISITORS_A_RELAY = Number(process.env['VISITORS_A_RELAY'] ?? 9_900);
const RELAYS = Math.ceil(VISITORS / VISITORS_A_RELAY);
/** At once, so that none waits too long for its session. */
const AT_ONCE = 64;
/** For memory that is only let go of. */
const SETTLE_MS = 5_000;

/** Runs in the child: connects, has each answered, and holds all. */
const holdVisitors = async (ports: number[]): Promise<void> => {
  let next = 0;
  const connect = async (): Promise<void> => {
    while (next < VISITORS) {
      const socket = net.connect(ports[next++ % ports.length]!, '127.0.0.1');
      socket.write('hello');
      const [answer] = (await once(socket, 'data')) as [Buffer];
      if (String(answer) !== 'hello') throw new Error('not what was sent');
      socket.once('close', () => process.send!('lost'));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, connect));
  process.send!('held');
  process.once('disconnect', () => process.exit());
};

const run = async (): Promise<void> => {
  const labs: TunnelLab[] = [];
  try {
    const held: net.Socket[] = [];
    const tenants: BareTenant[] = [];
    const ports: number[] = [];
    while (labs.length < RELAYS) {
      const lab = await TunnelLab.open();
      labs.push(lab);
      const lease = await lab.lease({ tcp_enabled: true });
      ports.push(Number(/\d+$/.exec(lease.lease.tcp_addr!)![0]));
      const tenant = new BareTenant(lab.port, lease.token, (visitor) => {
        held.push(visitor);
        visitor.on('error', () => visitor.destroy());
        visitor.once('data', (word: Buffer) => visitor.write(word)).resume();
      });
      tenants.push(await tenant.open());
    }
    const memory = (): number => labs.reduce((sum, { relayPid }) => sum + rssOf(relayPid), 0);
    const before = memory();
    const child = fork(process.argv[1]!, ['--visitors', ...ports.map(String)]);
    const [word] = (await once(child, 'message')) as [string];
    if (word !== 'held') throw new Error('a visitor was lost');
    child.once('message', () => {
      throw new Error('a visitor was lost');
    });
    await delay(SETTLE_MS);
    if (held.length !== VISITORS) throw new Error(`${held.length} of ${VISITORS} visitors are served`);
    const kb = rounded(((memory() - before) * 1024) / VISITORS);
    for (const tenant of tenants) tenant.close();
    child.removeAllListeners('message');
    child.disconnect();
    report({
      bench: 'tunnel-idle',
      ours: { kb, visitors: VISITORS, relays: RELAYS },
      peer: null,
      ratio: null,
      unit: 'KB of RSS of the relay a visitor',
      // None is set: the figure is for the next to compare with.
      target: 0,
      met: true,
    });
  } finally {
    for (const lab of labs) await lab.close();
  }
  process.exit();
};

if (process.argv[2] === '--visitors') await holdVisitors(process.argv.slice(3).map(Number));
else await run();
