import { CrowdMember, gather, isOfType } from './chat-crowd.js';
import { keyOf } from './chat-lab.js';

const SENDERS = 50;
const TEXT_BYTES = 200;
/** Where the text begins with the number of the message. */
const NUMBER = /"message":"(\d+) x/;

/** Which bytes of a payload have the message's id or, from the peer, its nonce. */
const [NAME_FROM, NAME_TO] = [27, 52];

interface Seen {
  count: number;
  /** Of the names of all messages, in their order. */
  hash: number;
}

/** Everybody in one channel: some of them write, all of them count what arrives. */
export class ChannelCrowd {
  sent = 0;
  /** Messages that every member has. */
  complete = 0;
  /** Milliseconds from sending to the last member's receiving, of each. */
  readonly times: number[] = [];
  onComplete: () => void = () => undefined;
  private readonly sentAt: number[] = [];
  /** Which message was the n-th to arrive. */
  private readonly order: number[] = [];
  private readonly arrivals: number[] = [];
  private readonly seen: Seen[] = [];
  private members: CrowdMember[] = [];

  private constructor(private readonly size: number) {}

  static async open(port: number, size: number, { joins }: { joins: boolean }): Promise<ChannelCrowd> {
    const crowd = new ChannelCrowd(size);
    crowd.members = await gather(size, 20, (n) => crowd.enter(port, n, joins));
    return crowd;
  }

  send(): void {
    const n = this.sent++;
    this.sentAt[n] = performance.now();
    const nonce = `${process.pid}-${n}-${performance.now().toFixed(0)}`;
    const message = `${n} `.padEnd(TEXT_BYTES, 'x');
    this.members[n % SENDERS]!.send({ type: 'message', nonce, channel: 'general', message });
  }

  /** Until all that was sent arrived everywhere. @throws when anybody got more, less or something else than the others */
  async settle(): Promise<void> {
    while (this.complete < this.sent) await pause(5);
    const isLost = this.seen.some(({ count, hash }) => count !== this.sent || hash !== this.seen[0]!.hash);
    if (isLost) throw new Error('Not everybody got the same.');
  }

  async close(): Promise<void> {
    await Promise.all(this.members.map((member) => member.close()));
  }

  private async enter(port: number, n: number, joins: boolean): Promise<CrowdMember> {
    let inside: () => void = () => undefined;
    const entered = new Promise<void>((resolve) => (inside = resolve));
    const seen: Seen = { count: 0, hash: 0 };
    this.seen[n] = seen;
    const onFrame = (_: CrowdMember, payload: Buffer): void => {
      if (isOfType(payload, 'message')) this.count(seen, payload, n);
      else if (isOfType(payload, 'ack')) inside();
    };
    const member = await CrowdMember.open(port, keyOf(n + 1), onFrame);
    if (!joins) return member;
    member.send({ type: 'join', channel: 'general', ref: 1 });
    await entered;
    return member;
  }

  private count(seen: Seen, payload: Buffer, n: number): void {
    const index = seen.count++;
    for (let at = NAME_FROM; at < NAME_TO; at++) seen.hash = (Math.imul(seen.hash, 31) + payload[at]!) | 0;
    if (n === this.size - 1) this.order[index] = Number(NUMBER.exec(payload.toString('latin1'))?.[1]);
    const arrived = (this.arrivals[index] ?? 0) + 1;
    this.arrivals[index] = arrived;
    if (arrived < this.size) return;
    this.complete++;
    this.times.push(performance.now() - this.sentAt[this.order[index]!]!);
    this.onComplete();
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!;
