import type { ChatMessage, Missed, PollState } from '#libs/contracts';

/** What one client has of one room, made of nothing but the frames it was sent. */
export class RoomCopy {
  readonly messages = new Map<number, ChatMessage>();
  /** Of the last change it was told. */
  seq = 0;
  /** Below this id it does not know everything. */
  floor = 0;

  replace(messages: readonly ChatMessage[], hasMore: boolean, seq: number): void {
    this.messages.clear();
    for (const message of messages) this.messages.set(message.id, message);
    this.floor = hasMore ? (messages[0]?.id ?? Number.MAX_SAFE_INTEGER) : 0;
    this.seq = seq;
  }

  /** Undefined, or what is wrong. */
  resume({ messages, changed, deleted, seq }: Missed): string | undefined {
    let fault: string | undefined;
    for (const message of messages) fault ??= this.add(message);
    for (const message of changed) if (this.messages.has(message.id)) this.messages.set(message.id, message);
    for (const id of deleted) this.messages.delete(id);
    if (seq < this.seq) fault ??= `resumed at ${seq} after ${this.seq}`;
    this.seq = seq;
    return fault;
  }

  /** Undefined, or what is wrong. */
  add(message: ChatMessage): string | undefined {
    if (this.messages.has(message.id)) return `message ${message.id} came twice`;
    const last = Math.max(0, ...[...this.messages.keys()].slice(-1));
    this.messages.set(message.id, message);
    return message.id < last ? `message ${message.id} came after ${last}` : undefined;
  }

  /** Undefined, or what is wrong: every change is told, or said to be left out. */
  advance(seq: number, first = seq): string | undefined {
    const fault = first === this.seq + 1 && seq >= first ? undefined : `change ${first} came after ${this.seq}`;
    this.seq = Math.max(seq, this.seq);
    return fault;
  }

  change(id: number, change: (message: ChatMessage) => ChatMessage): void {
    const message = this.messages.get(id);
    if (message) this.messages.set(id, change(message));
  }

  changePoll(id: number, change: (poll: PollState) => PollState): void {
    this.change(id, (message) => (message.poll ? { ...message, poll: change(message.poll) } : message));
  }
}
