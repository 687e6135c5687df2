import { WebSocketServer } from 'ws';
import type { AddressInfo } from 'node:net';
import { CrowdMember, gather, isOfType } from './chat-crowd.js';
import { answerUsage, ChatLab, keyOf, ServerProcess, servePortal } from './chat-lab.js';
import { report, rounded } from './report.js';

// One channel with 1,000 sockets in it and messages of 200 bytes as fast as all of them get them: checked, sealed, stored
// and committed by the portal, then delivered; against a ws server that does nothing but send what it gets to everybody.
// Every receiver counts; what is divided is deliveries by the seconds of processor time the server process took.

const MEMBERS = Number(process.env['MEMBERS'] ?? 1_000);
const SECONDS = Number(process.env['SECONDS_EACH'] ?? 5);
const ROUNDS = Number(process.env['ROUNDS'] ?? 3);
const SENDERS = 50;
/** Messages under way at once. */
const WINDOW = Number(process.env['WINDOW'] ?? 100);
const TARGET = 1;
const TEXT = 'x'.repeat(200);

/** The peer. */
const serveBare = (): void => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  server.on('connection', (socket) => {
    socket.on('message', (data) => {
      for (const client of server.clients) client.send(data, { binary: false });
    });
  });
  server.once('listening', () => process.send!((server.address() as AddressInfo).port));
  answerUsage();
};

interface Seen {
  count: number;
  lastId: string;
}

const measure = async (server: ServerProcess, isPortal: boolean): Promise<number> => {
  const seen = new Map<CrowdMember, Seen>();
  const arrivals = new Uint16Array(10_000_000);
  let [sent, complete, isOver] = [0, 0, false];
  const pump = (): void => {
    while (!isOver && sent - complete < WINDOW) {
      const nonce = `${process.pid}-${performance.now().toFixed(0)}-${sent++}`;
      const sender = members[sent % SENDERS]!;
      sender.send({ type: 'message', channel: 'general', message: TEXT, nonce });
    }
  };
  const onFrame = (member: CrowdMember, payload: Buffer): void => {
    if (!isOfType(payload, 'message')) return;
    const one = seen.get(member)!;
    one.lastId = payload.toString('latin1', 18, 48);
    const index = ++one.count;
    if (++arrivals[index]! < MEMBERS) return;
    complete = index;
    pump();
  };
  const members = await gather(MEMBERS, 20, async (n) => {
    let entered: () => void = () => undefined;
    const inside = new Promise<void>((resolve) => (entered = resolve));
    const member = await CrowdMember.open(server.port, keyOf(n + 1), (one, payload) => {
      if (isOfType(payload, 'ack')) entered();
      onFrame(one, payload);
    });
    seen.set(member, { count: 0, lastId: '' });
    if (!isPortal) return member;
    member.send({ type: 'join', channel: 'general', ref: 1 });
    await inside;
    return member;
  });
  pump();
  await pause(1_000);
  const [before, countBefore] = [await server.usage(), complete];
  await pause(SECONDS * 1_000);
  const [after, countAfter] = [await server.usage(), complete];
  isOver = true;
  while (complete < sent) await pause(20);
  const all = [...seen.values()];
  if (all.some(({ count, lastId }) => count !== sent || lastId !== all[0]!.lastId))
    throw new Error('Something is lost.');
  await Promise.all(members.map((member) => member.close()));
  const rate = ((countAfter - countBefore) * MEMBERS) / (after.cpu - before.cpu);
  const [perSecond, busy] = [(countAfter - countBefore) / SECONDS, (after.cpu - before.cpu) / SECONDS];
  console.log(
    `${isPortal ? 'portal' : 'ws    '} ${perSecond.toFixed(0)} messages/s to ${MEMBERS}, ${busy.toFixed(2)} cores: ` +
      `${rate.toFixed(0)} deliveries per core second`,
  );
  return rate;
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

const run = async (): Promise<void> => {
  const lab = await ChatLab.open(MEMBERS, process.env['PORTAL_NODE_FLAGS']?.split(' '));
  const bare = await new ServerProcess(['--bare']).start();
  try {
    const [ours, peer]: number[][] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      ours!.push(await measure(lab.portal, true));
      peer!.push(await measure(bare, false));
    }
    const ratio = rounded(median(ours!) / median(peer!));
    report({
      bench: 'chat-fanout',
      ours: Math.round(median(ours!)),
      peer: Math.round(median(peer!)),
      ratio,
      unit: 'deliveries per second of one core',
      target: TARGET,
      met: ratio >= TARGET,
    });
  } finally {
    await bare.kill();
    await lab.close();
  }
};

const [mode, port] = process.argv.slice(2);
if (mode === '--portal') await servePortal(port!);
else if (mode === '--bare') serveBare();
else {
  await run();
  process.exit();
}
