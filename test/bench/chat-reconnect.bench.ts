import { reconnectDelay } from '../../web/src/shared/reconnect-delay.js';
import { pause } from './chat-channel.js';
import { CrowdMember, gather, isOfType } from './chat-crowd.js';
import { ChatLab, keyOf, servePortal } from './chat-lab.js';
import { report, rounded } from './report.js';

// A server full of people is killed (SIGKILL) and started again on its port. Everybody comes back by itself, after
// the delays the web client waits, and resumes the channel after the last change it has. The time runs from
// the kill until the last one was sent what was said in between; every one must get it, and nothing that it had.

const CLIENTS = Number(process.env['CLIENTS'] ?? 5_000);
const TARGET_MS = 10_000;
const ENTERING = 50;

interface Seat {
  member: CrowdMember;
  /** Of the last change it knew when it came in. */
  seq: number;
  /** What it was told that it had missed, and what was said while it was there. */
  missed: string[];
  heard: string[];
}

/** Settles when the client is in; never when the server goes away. */
const enter = async (port: number, n: number, afterSeq?: number): Promise<Seat> => {
  let inside: () => void = () => undefined;
  const entered = new Promise<void>((resolve) => (inside = resolve));
  const seat: Partial<Seat> & Pick<Seat, 'missed' | 'heard'> = { missed: [], heard: [] };
  const onFrame = (_: CrowdMember, payload: Buffer): void => {
    if (isOfType(payload, 'ack')) inside();
    else if (isOfType(payload, 'message')) seat.heard.push(textOf(payload));
    else if (isOfType(payload, 'channel_info')) seat.seq = (JSON.parse(String(payload)) as { seq: number }).seq;
    else if (isOfType(payload, 'resumed')) {
      const { messages } = JSON.parse(String(payload)) as { messages: { message: string }[] };
      seat.missed = messages.map(({ message }) => message);
    }
  };
  const member = (seat.member = await CrowdMember.open(port, keyOf(n + 1), onFrame, `127.0.0.${1 + (n % 4)}`));
  member.send({ type: 'join', channel: 'general', ref: 1, ...(afterSeq !== undefined && { after_seq: afterSeq }) });
  await entered;
  return seat as Seat;
};

const textOf = (payload: Buffer): string => (JSON.parse(String(payload)) as { message: string }).message;

const comeBack = async (port: number, n: number, seq: number): Promise<Seat> => {
  for (let attempt = 0; ; attempt++) {
    await pause(reconnectDelay(attempt));
    try {
      return await enter(port, n, seq);
    } catch {
      // The server is not there yet.
    }
  }
};

const say = async (seats: readonly Seat[], message: string): Promise<void> => {
  seats[0]!.member.send({ type: 'message', channel: 'general', message });
  while (seats.some(({ heard }) => heard.at(-1) !== message)) await pause(5);
};

const run = async (): Promise<void> => {
  const lab = await ChatLab.open(CLIENTS + 1, process.env['PORTAL_NODE_FLAGS']?.split(' '));
  const { portal } = lab;
  try {
    const began = performance.now();
    const seats = await gather(CLIENTS, ENTERING, (n) => enter(portal.port, n, undefined));
    console.log(`${CLIENTS} clients in the channel after ${((performance.now() - began) / 1000).toFixed(1)} s`);
    const seqs = seats.map(({ seq }) => seq);
    await say(seats, 'the last word before');

    const killed = performance.now();
    await portal.kill();
    const coming = seqs.map((seq, n) => comeBack(portal.port, n, seq));
    await portal.start();
    const started = await portal.usage();
    console.log(`the server is back after ${((performance.now() - killed) / 1000).toFixed(1)} s`);
    const back = await Promise.all(coming);
    const ms = performance.now() - killed;
    // They say that they never heard it.
    if (back.some(({ missed }) => String(missed) !== 'the last word before')) throw new Error('Lost, or twice.');
    await say(back, 'the first word after');
    if (back.some(({ heard }) => heard.length !== 1)) throw new Error('Something came twice.');
    const { cpu } = await portal.usage();
    console.log(`everybody is back; the server took ${(cpu - started.cpu).toFixed(1)} s of processor time for it`);
    report({
      bench: 'chat-reconnect',
      ours: rounded(ms),
      peer: null,
      ratio: null,
      unit: `ms from the kill until ${CLIENTS} have resumed`,
      target: TARGET_MS,
      met: ms <= TARGET_MS,
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
