import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { ChannelCrowd, pause, quantile } from './chat-channel.js';
import { answerUsage, ChatLab, ServerProcess, servePortal } from './chat-lab.js';
import { report, rounded } from './report.js';

// One channel with 1,000 sockets in it and messages of 200 bytes, so many of them under way at once: checked, sealed, stored
// and committed by the portal, then delivered; against a ws server that does nothing but send what it gets to everybody.
// Every receiver counts; what is divided is deliveries by the seconds of processor time the server's process took.

const MEMBERS = Number(process.env['MEMBERS'] ?? 1_000);
const SECONDS = Number(process.env['SECONDS_EACH'] ?? 5);
const ROUNDS = Number(process.env['ROUNDS'] ?? 3);
/** Messages under way; with one there is nothing to batch. */
const WINDOWS = (process.env['WINDOWS'] ?? '1,20').split(',').map(Number);
const TARGET = 1;

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

const measure = async (server: ServerProcess, window: number, isPortal: boolean): Promise<number> => {
  const crowd = await ChannelCrowd.open(server.port, MEMBERS, { joins: isPortal });
  let isOver = false;
  crowd.onComplete = () => {
    while (!isOver && crowd.sent - crowd.complete < window) crowd.send();
  };
  crowd.onComplete();
  await pause(1_000);
  const [before, first] = [await server.usage(), crowd.complete];
  await pause(SECONDS * 1_000);
  const [after, last] = [await server.usage(), crowd.complete];
  isOver = true;
  await crowd.settle();
  await crowd.close();
  const seconds = after.cpu - before.cpu;
  const rate = ((last - first) * MEMBERS) / seconds;
  console.log(
    `${isPortal ? 'portal' : 'ws    '} ${window} under way: ${((last - first) / SECONDS).toFixed(0)} messages/s, ` +
      `${(seconds / SECONDS).toFixed(2)} cores, p50 ${quantile(crowd.times, 0.5).toFixed(0)} ms, ` +
      `${rate.toFixed(0)} deliveries per core second`,
  );
  return rate;
};

const median = (values: number[]): number => quantile(values, 0.5);

const run = async (): Promise<void> => {
  const lab = await ChatLab.open(MEMBERS, process.env['PORTAL_NODE_FLAGS']?.split(' '));
  const bare = await new ServerProcess(['--bare']).start();
  const ours: Record<string, number> = {};
  const peer: Record<string, number> = {};
  try {
    for (const window of WINDOWS) {
      const [portals, bares]: [number[], number[]] = [[], []];
      for (let round = 0; round < ROUNDS; round++) {
        portals.push(await measure(lab.portal, window, true));
        bares.push(await measure(bare, window, false));
      }
      ours[`under_way_${window}`] = Math.round(median(portals));
      peer[`under_way_${window}`] = Math.round(median(bares));
    }
    const saturated = `under_way_${WINDOWS.at(-1)}`;
    const ratio = rounded(ours[saturated]! / peer[saturated]!);
    const unit = 'deliveries per second of one core';
    report({ bench: 'chat-fanout', ours, peer, ratio, unit, target: TARGET, met: ratio >= TARGET });
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
