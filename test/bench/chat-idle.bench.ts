import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { pause } from './chat-channel.js';
import { CrowdMember, gather, isOfType } from './chat-crowd.js';
import { ChatLab, keyOf, servePortal, ServerProcess } from './chat-lab.js';
import { report, rounded } from './report.js';

// Sockets that are signed in, in a channel, and quiet: what each costs the server in memory (RSS, after a collection),
// and whether as many as asked for are held. A process has as many files as `ulimit -n` says, so the sockets are spread over
// as many portal processes of one installation, and as many client processes, as that takes.

const SOCKETS = Number(process.env['SOCKETS'] ?? 20_000);
const PROCESSES = Number(process.env['PROCESSES'] ?? 2);
const QUIET_MS = Number(process.env['QUIET_MS'] ?? 5_000);
const TARGET_KB = 10;
const ENTERING = 30;
/** Before anything is measured: code that is compiled and caches that are filled once. */
const WARM_UP = 100;

/** Runs in a child: opens sockets `first` to `last` and says how many are still open when asked. */
const hold = async (port: number, first: number, last: number): Promise<void> => {
  let open = 0;
  const members = await gather(last - first, ENTERING, async (index) => {
    const n = first + index;
    let inside: () => void = () => undefined;
    const entered = new Promise<void>((resolve) => (inside = resolve));
    const onFrame = (_: CrowdMember, payload: Buffer): void => (isOfType(payload, 'ack') ? inside() : undefined);
    const member = await CrowdMember.open(port, keyOf(n + 1), onFrame, `127.0.0.${1 + (n % 8)}`);
    member.send({ type: 'join', channel: 'general', ref: 1 });
    await entered;
    open++;
    member.socket.once('close', () => open--);
    return member;
  });
  process.on('message', () => process.send!(open));
  process.send!(members.length);
};

const startHolding = async (port: number, first: number, last: number): Promise<ChildProcess> => {
  const child = fork(process.argv[1]!, ['--hold', String(port), String(first), String(last)]);
  await once(child, 'message');
  return child;
};

const stillOpen = async (child: ChildProcess): Promise<number> => {
  child.send('count');
  return ((await once(child, 'message')) as [number])[0];
};

const run = async (): Promise<void> => {
  const share = SOCKETS / PROCESSES;
  const lab = await ChatLab.open(SOCKETS + WARM_UP);
  const portals = [lab.portal];
  while (portals.length < PROCESSES) portals.push(await new ServerProcess(['--portal'], lab.env).start());
  const holders: ChildProcess[] = [];
  try {
    for (const portal of portals) {
      const warm = await startHolding(portal.port, SOCKETS, SOCKETS + WARM_UP);
      warm.kill();
      await once(warm, 'close');
    }
    await pause(2_000);
    const before = await Promise.all(portals.map((portal) => portal.usage()));
    for (const [n, portal] of portals.entries()) {
      holders.push(await startHolding(portal.port, n * share, (n + 1) * share));
      console.log(`${(n + 1) * share} sockets`);
    }
    await pause(QUIET_MS);
    const after = await Promise.all(portals.map((portal) => portal.usage()));
    const open = (await Promise.all(holders.map(stillOpen))).reduce((sum, count) => sum + count, 0);
    if (open < SOCKETS) throw new Error(`Only ${open} of ${SOCKETS} sockets are open.`);
    const each = after.map(({ rssKb }, n) => (rssKb - before[n]!.rssKb) / share);
    const kb = rounded(each.reduce((sum, value) => sum + value, 0) / PROCESSES);
    for (const [n, { rssKb, heapKb }] of after.entries()) {
      const heap = (heapKb - before[n]!.heapKb) / share;
      console.log(
        `RSS ${before[n]!.rssKb.toFixed(0)} to ${rssKb.toFixed(0)} KB; of the heap ${heap.toFixed(2)} KB each`,
      );
    }
    report({
      bench: 'chat-idle',
      ours: kb,
      peer: null,
      ratio: null,
      unit: `KB RSS per idle socket, ${open} held by ${PROCESSES} processes`,
      target: TARGET_KB,
      met: kb <= TARGET_KB,
    });
  } finally {
    for (const child of holders) child.kill();
    for (const portal of portals.slice(1)) await portal.kill('SIGTERM');
    await lab.close();
  }
};

const [mode, port, first, last] = process.argv.slice(2);
if (mode === '--portal') await servePortal(port!);
else if (mode === '--hold') await hold(Number(port), Number(first), Number(last));
else {
  await run();
  process.exit();
}
