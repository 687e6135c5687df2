import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import ssh2 from 'ssh2';
import { WebSocket } from 'ws';
import { TERMINAL_SUBPROTOCOL } from '#libs/contracts';
import { SshServerPeer } from '../../libs/testing/src/peers/ssh-server.peer.js';
import { SessionLab } from '../../libs/testing/src/session-lab.js';
import { report } from './report.js';

// Key press to echo with many live sessions, each typing five keys a second: through the portal, and by plain ssh2
// clients to the same server. Three processes: server, portal, typists.

const COUNTS = (process.env['SESSIONS'] ?? '100,500').split(',').map(Number);
const SECONDS = Number(process.env['SECONDS'] ?? 10);
/** Plain and portal alternate, so that whatever else the machine does meets both; the median counts. */
const ROUNDS = Number(process.env['ROUNDS'] ?? 3);
const KEY_EVERY_MS = 200;
const SESSIONS_PER_USER = 20;
/** Added to the p99 of plain ssh2 at the first count. */
const TARGET_MS = 5;
/** Handshakes at once while opening. */
const OPENING = 8;

/** Sends a byte and settles when one comes back. */
type Typist = () => Promise<void>;

const overPortal = async (url: string, user: number): Promise<Typist> => {
  const ws = new WebSocket(`${url}/ws/user-connection/box?token=${user}&cols=80&rows=24`, [TERMINAL_SUBPROTOCOL], {
    perMessageDeflate: false,
  });
  let offset = 0;
  let echoed: (() => void) | undefined;
  const live = new Promise<void>((resolve) =>
    ws.on('message', (data: Buffer, isBinary) => {
      if (!isBinary) return data.includes('"session"') ? resolve() : undefined;
      ws.send(`{"type":"ack","offset":${(offset += data.length)}}`);
      echoed?.();
    }),
  );
  await live;
  return () =>
    new Promise((resolve) => {
      echoed = resolve;
      ws.send(Buffer.from('x'));
    });
};

const bySsh = async (port: number): Promise<Typist> => {
  const client = new ssh2.Client();
  client.connect({ host: '127.0.0.1', port, username: 'me' });
  await once(client, 'ready');
  client.setNoDelay(true);
  const shell = await new Promise<ssh2.ClientChannel>((resolve, reject) =>
    client.shell({ term: 'xterm' }, (error, channel) => (error ? reject(error) : resolve(channel))),
  );
  let echoed: (() => void) | undefined;
  shell.on('data', () => echoed?.());
  return () =>
    new Promise((resolve) => {
      echoed = resolve;
      shell.write('x');
    });
};

const type = async (mode: string, target: string, count: number): Promise<void> => {
  const typists: Typist[] = [];
  let next = 0;
  const openSome = async (): Promise<void> => {
    for (let at = next++; at < count; at = next++) {
      const user = 1 + Math.floor(at / SESSIONS_PER_USER);
      typists.push(await (mode === 'portal' ? overPortal(target, user) : bySsh(Number(target))));
    }
  };
  await Promise.all(Array.from({ length: OPENING }, openSome));
  const times: number[] = [];
  const end = performance.now() + SECONDS * 1000;
  const run = async (typist: Typist): Promise<void> => {
    await pause(Math.random() * KEY_EVERY_MS);
    while (performance.now() < end) {
      const started = performance.now();
      await typist();
      times.push(performance.now() - started);
      await pause(KEY_EVERY_MS);
    }
  };
  await Promise.all(typists.map(run));
  process.send!(times);
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const start = async (...args: string[]): Promise<[ChildProcess, unknown]> => {
  const child = fork(process.argv[1]!, args);
  const [message] = (await once(child, 'message')) as [unknown];
  return [child, message];
};

const measure = async (mode: string, target: string, count: number): Promise<{ p50: number; p99: number }> => {
  const [child, message] = await start('--type', mode, target, String(count));
  child.kill();
  const times = (message as number[]).sort((a, b) => a - b);
  const at = (share: number): number => Number(times[Math.floor(times.length * share)]!.toFixed(2));
  return { p50: at(0.5), p99: at(0.99) };
};

const median = (numbers: number[]): number =>
  Number(numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!.toFixed(2));

const main = async (): Promise<void> => {
  const [server, port] = await start('--serve');
  const lab = await new SessionLab({ socketsPerUser: SESSIONS_PER_USER }).open();
  lab.entries.set('box', { port: port as number, config: { username: 'me' } });
  const ours: Record<string, number> = {};
  const peer: Record<string, number> = {};
  const added: Record<string, number> = {};
  for (const count of COUNTS) {
    const rounds: { plain: number; portal: number }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const plain = await measure('ssh', String(port), count);
      const portal = await measure('portal', lab.url.replace('http', 'ws'), count);
      lab.registry.closeWhere(() => true, 'session.revoked');
      console.error(count, { plain, portal });
      rounds.push({ plain: plain.p99, portal: portal.p99 });
    }
    ours[`p99_${count}`] = median(rounds.map(({ portal }) => portal));
    peer[`p99_${count}`] = median(rounds.map(({ plain }) => plain));
    added[`added_p99_${count}`] = median(rounds.map(({ plain, portal }) => portal - plain));
  }
  const met = added[`added_p99_${COUNTS[0]}`]! <= TARGET_MS;
  report({
    bench: 'terminal-echo',
    ours: { ...ours, ...added },
    peer,
    ratio: null,
    unit: 'ms',
    target: TARGET_MS,
    met,
  });
  server.kill();
  process.exit();
};

const [, , command, ...args] = process.argv;
if (command === '--serve') process.send!((await new SshServerPeer().open()).port);
else if (command === '--type') await type(args[0]!, args[1]!, Number(args[2]));
else await main();
