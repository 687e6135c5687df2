import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { ChatClientFrame, ChatServerFrame } from '#libs/contracts';
import { applyChange, signedTexts } from './frame-effects.js';
import { RoomCopy } from './room-copy.js';
import type { Person, Room, World } from './world.js';

type Frame<T extends ChatServerFrame['type']> = Extract<ChatServerFrame, { type: T }>;
type Sent = ChatClientFrame extends infer F ? (F extends ChatClientFrame ? Omit<F, 'ref'> : never) : never;

/** `lost`: the socket closed first, so it may have happened or not. */
export type Answer = { kind: 'ack'; ack: Frame<'ack'> } | { kind: 'error'; code: string } | { kind: 'lost' };

/** Longer than anything takes here, short enough to tell which frame it was. */
const PATIENCE_MS = 20_000;

/** One device of a person: remembers what it was told, resumes where it was, and says so when it is told nonsense. */
export class HistoryClient {
  readonly copies = new Map<string, RoomCopy>();
  /** The channel it wants to be in. */
  wanted: Room;
  /** Ceased to belong where it is. */
  isAstray = false;
  /** Counts of `state`, by channel. */
  unread = new Map<string, number>();
  private ws: WebSocket | undefined;
  /** The channel the server's frames are about. */
  private place: string | undefined;
  /** Conversations it has not been sent on this socket yet: what it hears of them before, comes with the rest. */
  private unsent = new Set<string>();
  private readonly waiting = new Map<string, (answer: Answer) => void>();
  private readonly watching = new Set<() => void>();
  private refs = 0;
  private isMoving = false;

  constructor(
    readonly person: Person,
    readonly label: string,
    private readonly world: World,
    /** Type and message of each change, by room and `seq`: the same for everybody. */
    private readonly order: Map<string, string>,
    home: Room,
  ) {
    this.wanted = home;
  }

  get isOpen(): boolean {
    return this.ws?.readyState === WebSocket.OPEN;
  }

  get copy(): RoomCopy | undefined {
    return this.copies.get(this.wanted.name);
  }

  /** @throws when nobody listens there any more */
  async open(url: string): Promise<void> {
    const headers = { authorization: `Bearer ${this.person.key}` };
    const ws = new WebSocket(`${url.replace(/^http/, 'ws')}/ws/chat`, { headers });
    ws.on('message', (data) => this.ws === ws && this.receive(String(data)));
    ws.on('close', () => this.ws === ws && this.lose());
    ws.on('error', () => undefined);
    this.lose();
    await once(ws, 'open');
    this.unsent = new Set(this.world.conversationsOf(this.person).map(({ name }) => name));
    this.ws = ws;
  }

  cut(): void {
    this.ws?.terminate();
  }

  async ask(frame: Sent): Promise<Answer> {
    const ref = `${this.label}-${++this.refs}`;
    if (!this.isOpen) return { kind: 'lost' };
    const answer = new Promise<Answer>((resolve) => this.waiting.set(ref, resolve));
    this.ws!.send(JSON.stringify({ ...frame, ref }));
    return this.soon(answer, `${frame.type} was not answered`);
  }

  /** One move at a time: what it knows of a channel must not grow while it asks to enter it. */
  async moveTo(channel: Room): Promise<void> {
    if (this.isMoving || channel === this.wanted) return;
    this.wanted = channel;
    await this.enter();
  }

  /** Enters the channel it wants, from where it was. */
  async enter(): Promise<Answer> {
    this.isMoving = true;
    return this.join().finally(() => (this.isMoving = false));
  }

  private async join(): Promise<Answer> {
    const seq = this.copy?.seq;
    return this.ask({ type: 'join', channel: this.wanted.name, ...(seq !== undefined && { after_seq: seq }) });
  }

  async enterConversations(): Promise<void> {
    await Promise.all(this.world.conversationsOf(this.person).map((room) => this.enterConversation(room)));
  }

  /** Reads a conversation from where it was; one it was just added to may not be known everywhere yet. */
  async enterConversation({ id, name }: Room): Promise<void> {
    this.unsent.add(name);
    const told = async (): Promise<void> => {
      while (this.isOpen && this.unsent.has(name)) {
        const seq = this.copies.get(name)?.seq;
        const answer = await this.ask(
          seq === undefined
            ? { type: 'dm_open', conversation_id: id }
            : { type: 'sync', conversation_id: id, after_seq: seq },
        );
        // Too much was missed: from the beginning.
        if (answer.kind === 'ack' && this.unsent.has(name)) this.copies.delete(name);
      }
    };
    await this.soon(told(), `${this.label} could not read ${name}`);
  }

  /** It belongs there no more. */
  forget({ name }: Room): void {
    this.copies.delete(name);
    this.unsent.delete(name);
  }

  /** Until it was told of the room's changes up to `seq`, or the socket is gone. */
  async reaches({ name }: Room, seq: number): Promise<void> {
    const reached = async (): Promise<void> => {
      while (this.isOpen && (this.copies.get(name)?.seq ?? 0) < seq) {
        await new Promise<void>((resolve) => this.watching.add(resolve));
      }
    };
    await this.soon(reached(), `${this.label} was not told of change ${seq} in ${name}`);
  }

  private async soon<T>(event: Promise<T>, complaint: string): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(complaint)), PATIENCE_MS);
    });
    return Promise.race([event, late]).finally(() => clearTimeout(timer));
  }

  private lose(): void {
    this.ws = this.place = undefined;
    for (const resolve of this.waiting.values()) resolve({ kind: 'lost' });
    this.waiting.clear();
    this.wake();
  }

  private wake(): void {
    for (const resolve of this.watching) resolve();
    this.watching.clear();
  }

  private receive(raw: string): void {
    this.world.inspect(this.person, raw);
    const frame = JSON.parse(raw) as ChatServerFrame;
    for (const text of signedTexts(frame)) this.world.inspectSigned(this.person, text);
    const fault = this.take(frame);
    if (fault) this.world.fail(`${this.label}: ${fault}: ${raw.slice(0, 300)}`);
    this.wake();
  }

  private take(frame: ChatServerFrame): string | undefined {
    switch (frame.type) {
      case 'ack':
        return this.answered(frame.ref, { kind: 'ack', ack: frame });
      case 'error':
        if (frame.ref !== undefined) this.answered(frame.ref, { kind: 'error', code: frame.code });
        return frame.code === 'internal' ? 'the server failed' : undefined;
      case 'state':
        this.unread = new Map(frame.channels.map(({ name, unread_count }) => [name, unread_count]));
        return undefined;
      case 'channel_info':
        this.place = frame.name;
        return undefined;
      case 'history':
        return this.replace(frame);
      case 'resumed':
        return frame.conversation_id === undefined ? this.resume(frame) : this.resumeConversation(frame);
      case 'dm_conversation_opened':
        return this.replaceConversation(frame);
      default:
        return 'seq' in frame && frame.seq !== undefined ? this.heard(frame, frame.seq) : undefined;
    }
  }

  private answered(ref: string | number, answer: Answer): undefined {
    this.waiting.get(String(ref))?.(answer);
    this.waiting.delete(String(ref));
  }

  private replace({ channel, messages, has_more, seq }: Frame<'history'>): string | undefined {
    if (channel !== this.place) return `history of another channel than ${this.place}`;
    const copy = new RoomCopy();
    copy.replace(messages, has_more, seq ?? 0);
    this.copies.set(channel, copy);
    return undefined;
  }

  private resume({ channel, ...missed }: Frame<'resumed'>): string | undefined {
    if (channel !== this.place) return `resumed another channel than ${this.place}`;
    return missed.complete ? this.copies.get(channel!)!.resume(missed) : undefined;
  }

  private replaceConversation({ conversation, messages, has_more, seq }: Frame<'dm_conversation_opened'>): undefined {
    const name = nameOf(conversation.id);
    const copy = new RoomCopy();
    copy.replace(messages ?? [], has_more ?? false, seq ?? 0);
    this.copies.set(name, copy);
    this.unsent.delete(name);
  }

  private resumeConversation({ conversation_id, ...missed }: Frame<'resumed'>): string | undefined {
    if (!missed.complete) return undefined;
    const name = nameOf(conversation_id!);
    this.unsent.delete(name);
    return this.copies.get(name)!.resume(missed);
  }

  private heard(frame: ChatServerFrame, seq: number): string | undefined {
    if (!('conversation_id' in frame) || frame.conversation_id === undefined) return this.heardInChannel(frame, seq);
    const name = nameOf(frame.conversation_id);
    const copy = this.copies.get(name);
    return copy && !this.unsent.has(name) ? this.change(frame, seq, name, copy) : undefined;
  }

  private heardInChannel(frame: ChatServerFrame, seq: number): string | undefined {
    const copy = this.place === undefined ? undefined : this.copies.get(this.place);
    if (!copy) return 'a change outside of any channel';
    if ('channel' in frame && frame.channel !== this.place) return `a change of another channel than ${this.place}`;
    return this.change(frame, seq, this.place!, copy);
  }

  private change(frame: ChatServerFrame, seq: number, name: string, copy: RoomCopy): string | undefined {
    if (frame.type === 'skipped') return copy.advance(seq, frame.from_seq);
    const fault = copy.advance(seq) ?? this.sameForAll(frame, seq, name);
    return applyChange(copy, frame) ?? fault;
  }

  private sameForAll(frame: ChatServerFrame, seq: number, name: string): string | undefined {
    const place = `${name} ${seq}`;
    const kind = frame.type === 'poll_created' ? frame.message.id : 'id' in frame ? frame.id : undefined;
    const what = `${frame.type} ${kind ?? ('message_id' in frame ? frame.message_id : '')}`;
    const known = this.order.get(place) ?? what;
    this.order.set(place, known);
    return known === what ? undefined : `others were told ${known} as change ${seq}`;
  }
}

const nameOf = (conversationId: number): string => `dm${conversationId}`;
