import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { ChatClientFrame, ChatMessage, ChatServerFrame } from '#libs/contracts';
import { RoomCopy } from './room-copy.js';
import type { Channel, Person, World } from './world.js';

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
  wanted: Channel;
  /** Ceased to belong where it is. */
  isAstray = false;
  /** Counts of `state`, by channel. */
  unread = new Map<string, number>();
  private ws: WebSocket | undefined;
  /** The channel the server's frames are about. */
  private place: string | undefined;
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
    home: Channel,
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
  async moveTo(channel: Channel): Promise<void> {
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

  /** Until the message arrived in the channel it is in, or the socket is gone. */
  async sees(messageId: number): Promise<void> {
    const seen = async (): Promise<void> => {
      while (this.isOpen && !this.copy?.messages.has(messageId)) {
        await new Promise<void>((resolve) => this.watching.add(resolve));
      }
    };
    await this.soon(seen(), `${this.label} was not sent message ${messageId} in ${this.wanted.name}`);
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
        return this.resume(frame);
      default:
        return 'seq' in frame && frame.seq !== undefined ? this.change(frame, frame.seq) : undefined;
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

  private change(frame: ChatServerFrame, seq: number): string | undefined {
    const copy = this.place === undefined ? undefined : this.copies.get(this.place);
    if (!copy) return 'a change outside of any channel';
    if ('channel' in frame && frame.channel !== this.place) return `a change of another channel than ${this.place}`;
    const fault = copy.advance(seq) ?? this.sameForAll(frame, seq);
    return apply(copy, frame) ?? fault;
  }

  private sameForAll(frame: ChatServerFrame, seq: number): string | undefined {
    const place = `${this.place} ${seq}`;
    const kind = frame.type === 'poll_created' ? frame.message.id : 'id' in frame ? frame.id : undefined;
    const what = `${frame.type} ${kind ?? ('message_id' in frame ? frame.message_id : '')}`;
    const known = this.order.get(place) ?? what;
    this.order.set(place, known);
    return known === what ? undefined : `others were told ${known} as change ${seq}`;
  }
}

/** Of new messages, and of what they answer. */
const signedTexts = (frame: ChatServerFrame): string[] => {
  const messages =
    frame.type === 'message' ? [frame] : frame.type === 'history' || frame.type === 'resumed' ? frame.messages : [];
  return messages.flatMap(({ anonymous, message, reply_preview: parent }) => [
    ...(anonymous ? [] : [message]),
    ...(parent && parent.username !== 'Anonymous' ? [parent.message] : []),
  ]);
};

const apply = (copy: RoomCopy, frame: ChatServerFrame): string | undefined => {
  switch (frame.type) {
    case 'message': {
      const { type: _, channel: __, ...message } = frame;
      return copy.add(message);
    }
    case 'poll_created':
      return copy.add({ ...frame.message, poll: frame.poll });
    case 'message_deleted':
      copy.messages.delete(frame.message_id);
      return undefined;
    case 'message_edited': {
      const { message_id, new_text: message, edited_at } = frame;
      copy.change(message_id, (before) => ({ ...before, message, edited_at }));
      return undefined;
    }
    case 'reaction_update':
      copy.change(frame.message_id, (before) => reacted(before, frame));
      return undefined;
    case 'message_pinned':
    case 'message_unpinned':
      copy.change(frame.message_id, (before) => ({ ...before, pinned: frame.type === 'message_pinned' }));
      return undefined;
    case 'poll_updated':
      copy.changePoll(frame.message_id!, (poll) => ({ ...poll, votes: frame.votes, total_votes: frame.total_votes }));
      return undefined;
    case 'poll_closed':
      copy.changePoll(frame.message_id!, (poll) => ({ ...poll, closed: true }));
      return undefined;
    default:
      return undefined;
  }
};

const reacted = (message: ChatMessage, { emoji, user_id, action }: Frame<'reaction_update'>): ChatMessage => {
  const reactions = (message.reactions ?? []).map((one) => ({ ...one, user_ids: [...one.user_ids] }));
  const found = reactions.find((one) => one.emoji === emoji) ?? { emoji, count: 0, user_ids: [] };
  if (found.user_ids.length === 0) reactions.push(found);
  found.user_ids = found.user_ids.filter((id) => id !== user_id);
  if (action === 'add') found.user_ids.push(user_id);
  found.count = found.user_ids.length;
  return { ...message, reactions: reactions.filter(({ count }) => count > 0) };
};
