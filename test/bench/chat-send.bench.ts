import { ChannelCrowd, pause, quantile } from './chat-channel.js';
import { serveFloor } from './chat-floor.js';
import { ChatLab, ServerProcess, servePortal } from './chat-lab.js';
import { report, rounded } from './report.js';

// From the moment a message is sent until the last member of the channel has it, at half the rate the portal can do: first
// as many as possible, then half as many at even distances. The database is durable: nothing is acknowledged or delivered
// before it is on disk. The peer commits and delivers and does nothing else, at the same rate.

const MEMBERS = (process.env['MEMBERS'] ?? '1000').split(',').map(Number);
const SECONDS = Number(process.env['SECONDS_EACH'] ?? 8);
/** Messages under way while the rate is found. */
const WINDOW = Number(process.env['WINDOW'] ?? 20);
const TARGET_MS = 20;

const saturate = async (port: number, members: number): Promise<number> => {
  const crowd = await ChannelCrowd.open(port, members, { joins: true });
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

/** Milliseconds. */
interface Times {
  p50: number;
  p99: number;
}

const sendEvenly = async (server: ServerProcess, members: number, rate: number, joins: boolean): Promise<Times> => {
  const crowd = await ChannelCrowd.open(server.port, members, { joins });
  const before = await server.usage();
  const began = performance.now();
  while (performance.now() - began < SECONDS * 1_000) {
    while (crowd.sent < ((performance.now() - began) / 1_000) * rate) crowd.send();
    await pause(1);
  }
  await crowd.settle();
  const { cpu } = await server.usage();
  await crowd.close();
  const [p50, p99] = [rounded(quantile(crowd.times, 0.5)), rounded(quantile(crowd.times, 0.99))];
  const cores = ((cpu - before.cpu) / SECONDS).toFixed(2);
  console.log(
    `${joins ? 'portal' : 'floor '} ${crowd.times.length} messages, p50 ${p50} ms, p99 ${p99} ms, ${cores} cores`,
  );
  return { p50, p99 };
};

const run = async (): Promise<void> => {
  const most = Math.max(...MEMBERS);
  const lab = await ChatLab.open(most, process.env['PORTAL_NODE_FLAGS']?.split(' '));
  const floor = await new ServerProcess(['--floor'], lab.env).start();
  const ours: Record<string, number> = {};
  const peer: Record<string, number> = {};
  try {
    await saturate(lab.portal.port, most);
    for (const members of MEMBERS) {
      const rate = (await saturate(lab.portal.port, members)) / 2;
      console.log(`${members} members, half of the most: ${rate.toFixed(0)} messages/s`);
      const [mine, least] = [
        await sendEvenly(lab.portal, members, rate, true),
        await sendEvenly(floor, members, rate, false),
      ];
      ours[`p50_of_${members}`] = mine.p50;
      ours[`p99_of_${members}`] = mine.p99;
      ours[`messages_per_second_of_${members}`] = rounded(rate);
      peer[`p50_of_${members}`] = least.p50;
      peer[`p99_of_${members}`] = least.p99;
    }
    const p99 = ours[`p99_of_${most}`]!;
    report({
      bench: 'chat-send',
      ours,
      peer,
      ratio: rounded(p99 / peer[`p99_of_${most}`]!),
      unit: 'ms from send to the last of so many members',
      target: TARGET_MS,
      met: p99 <= TARGET_MS,
    });
  } finally {
    await floor.kill();
    await lab.close();
  }
};

const [mode, port] = process.argv.slice(2);
if (mode === '--portal') await servePortal(port!);
else if (mode === '--floor') await serveFloor();
else {
  await run();
  process.exit();
}
