import { ChannelCrowd, pause, quantile } from './chat-channel.js';
import { ChatLab, servePortal } from './chat-lab.js';
import { report, rounded } from './report.js';

// From the moment a message is sent until the last member of the channel has it, at half the rate the portal can do: first
// as many as possible, then half as many at even distances. The database is durable: nothing is acknowledged or delivered
// before it is on disk.

const MEMBERS = Number(process.env['MEMBERS'] ?? 1_000);
const SECONDS = Number(process.env['SECONDS_EACH'] ?? 8);
/** Messages under way while the rate is found. */
const WINDOW = Number(process.env['WINDOW'] ?? 20);
const TARGET_MS = 20;

const saturate = async (port: number): Promise<number> => {
  const crowd = await ChannelCrowd.open(port, MEMBERS, { joins: true });
  let isOver = false;
  crowd.onComplete = () => {
    while (!isOver && crowd.sent - crowd.complete < WINDOW) crowd.send();
  };
  crowd.onComplete();
  await pause(1_000);
  const first = crowd.complete;
  await pause(SECONDS * 1_000);
  const rate = (crowd.complete - first) / SECONDS;
  isOver = true;
  await crowd.settle();
  await crowd.close();
  return rate;
};

const sendEvenly = async (port: number, rate: number): Promise<readonly number[]> => {
  const crowd = await ChannelCrowd.open(port, MEMBERS, { joins: true });
  const began = performance.now();
  while (performance.now() - began < SECONDS * 1_000) {
    while (crowd.sent < ((performance.now() - began) / 1_000) * rate) crowd.send();
    await pause(1);
  }
  await crowd.settle();
  await crowd.close();
  return crowd.times;
};

const run = async (): Promise<void> => {
  const lab = await ChatLab.open(MEMBERS, process.env['PORTAL_NODE_FLAGS']?.split(' '));
  try {
    await saturate(lab.portal.port);
    const most = await saturate(lab.portal.port);
    console.log(`at most ${most.toFixed(0)} messages/s to ${MEMBERS} members`);
    const before = await lab.portal.usage();
    const times = await sendEvenly(lab.portal.port, most / 2);
    const { cpu } = await lab.portal.usage();
    const [p50, p99] = [rounded(quantile(times, 0.5)), rounded(quantile(times, 0.99))];
    console.log(`${times.length} messages, p50 ${p50} ms, ${((cpu - before.cpu) / SECONDS).toFixed(2)} cores`);
    report({
      bench: 'chat-send',
      ours: { p50, p99, messages_per_second: rounded(most / 2) },
      peer: null,
      ratio: null,
      unit: `ms from send to the last of ${MEMBERS} members`,
      target: TARGET_MS,
      met: p99 <= TARGET_MS,
    });
  } finally {
    await lab.close();
  }
};

const [mode, port] = process.argv.slice(2);
if (mode === '--portal') await servePortal(port!);
else {
  await run();
  process.exit();
}
