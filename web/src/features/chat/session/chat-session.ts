import type { ChatClientFrame, ChatServerFrame, ErrorFrame, FrameOf } from '#libs/contracts';
import { ApiError } from '../../../shared/api/api-error.js';
import { FrameSocket, type FrameSocketOptions, type FrameSocketState } from '../../../shared/frame-socket.js';
import { ChatState } from './chat-state.js';
import type { ChatView, NewMessage, NewPoll, Outgoing, RoomView } from './chat-view.js';
import { Drafts } from './drafts.js';
import { FrameRequests, errorOf, type Ack } from './frame-requests.js';
import { HistoryPages } from './history-pages.js';
import { MessageCommands } from './message-commands.js';
import { Outbox } from './outbox.js';
import { withOwnVote } from './poll-votes.js';
import { ReadMarks } from './read-marks.js';
import type { RoomStore } from './room-store.js';
import { TypingBoard } from './typing-board.js';

/** Rooms whose messages are kept here; the one unused for longest goes. */
const MAX_LOADED_ROOMS = 16;
/** A gap may close by itself while frames are on their way. */
const GAP_MS = 150;
/** Messages of somebody blocked leave gaps for good; they are asked after no more often than this. */
const NEXT_GAP_MS = 3000;

type Road = FrameSocketOptions<ChatClientFrame, ChatServerFrame>;

export interface ChatSessionOptions extends Pick<Road, 'dial' | 'onUnopened' | 'network' | 'random'> {
  /** Whose session it is. */
  me: number;
  /** For messages on their way; of this tab, or two would send them twice. */
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** For drafts. */
  draftStorage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** Calls back once, before the next picture. */
  schedule: (work: () => void) => void;
  /** A failure nobody waits for the answer of. */
  onProblem?: (error: ApiError) => void;
}

/**
 * The chat of one person over `/ws/chat`: one socket, the rooms seen so far, own messages until they are stored. Comes
 * back after a loss exactly where it was. No React.
 */
export class ChatSession {
  readonly me: number;
  /** Edits, deletions, reactions, pins. */
  readonly messages: MessageCommands;
  readonly drafts: Drafts;
  /** The room that shows. */
  private opened: number | undefined;
  private shown: ChatView | undefined;
  private isScheduled = false;
  private readonly listeners = new Set<() => void>();
  private readonly resyncs = new Map<number, ReturnType<typeof setTimeout>>();
  private readonly resyncedAt = new Map<number, number>();
  private readonly state: ChatState;
  private readonly socket: FrameSocket<ChatClientFrame, ChatServerFrame>;
  private readonly requests = new FrameRequests((frame) => this.socket.send(frame));
  private readonly outbox: Outbox;
  private readonly pages: HistoryPages;
  private readonly typists: TypingBoard;
  private readonly marks: ReadMarks;

  constructor(private readonly options: ChatSessionOptions) {
    const { me, storage, draftStorage, schedule: _schedule, onProblem: _onProblem, ...road } = options;
    this.me = me;
    this.drafts = new Drafts({
      storage: draftStorage,
      key: `portal.chat.drafts.${me}`,
      tell: (room_id, message) => this.socket.send({ type: 'draft', room_id, message }),
    });
    this.state = new ChatState(me, {
      onGap: (room) => this.resyncSoon(room),
      onIncomplete: (room) => void setTimeout(() => this.startOver(room), GAP_MS),
      onOwn: (message) => this.outbox.settle(message),
      onTyping: (room, userId, name) => this.typists.heard(room, userId, name),
      onRoom: (room) => this.marks.check(room),
    });
    const onChange = (room: RoomStore): void => this.changed(room);
    const ask = (frame: ChatClientFrame) => this.ask(frame);
    this.messages = new MessageCommands({ me, ask, onChange, room: (id) => this.state.room(id) });
    this.pages = new HistoryPages({ ask, onChange, channelName: (id) => this.channelName(id) });
    this.typists = new TypingBoard({ me, onChange, tell: (room) => this.tellTyping(room) });
    this.marks = new ReadMarks({
      isSeen: ({ id }) => this.state.seen === id && this.opened === id,
      lastReadId: ({ id }) => this.room(id)?.lastReadId ?? 0,
      onRead: (room, messageId) => this.state.read(room, messageId),
      tell: (room, messageId) => this.tellRead(room, messageId),
    });
    this.outbox = new Outbox({
      deliver: (item) => this.deliver(item),
      onChange: (roomId) => this.changed(this.state.room(roomId)),
      storage,
      key: `portal.chat.outbox.${me}`,
    });
    this.socket = new FrameSocket({
      ...road,
      ping: { type: 'ping' },
      onOpen: () => this.onOpen(),
      onFrame: (frame) => this.onFrame(frame),
      onState: (state) => this.onConnection(state),
    });
  }

  connect(): void {
    this.socket.open();
  }

  readonly retryNow = (): void => this.socket.retryNow();

  /** `forget` also drops what was not sent: the person has signed out. */
  dispose({ forget = false } = {}): void {
    this.listeners.clear();
    this.marks.flush();
    this.typists.stop();
    for (const timer of this.resyncs.values()) clearTimeout(timer);
    this.socket.close();
    if (!forget) return;
    this.outbox.forget();
    this.drafts.forget();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly view = (): ChatView => {
    const { isReady, channels, conversations, blocked, people, attention } = this.state.directory;
    const connection = this.socket.state;
    return (this.shown ??= { connection, isReady, channels, conversations, blocked, people, attention });
  };

  /** Undefined while the directory does not name the room. */
  room(id: number): RoomView | undefined {
    const room = this.state.require(id);
    const listed = this.state.directory.channel(id) ?? this.state.directory.conversation(id);
    if (!room || !listed) return undefined;
    const counts = {
      unread: listed.unread_count,
      mentions: 'mention_count' in listed ? listed.mention_count : 0,
      lastReadId: listed.last_read_id,
      lastMessageId: listed.last_message_id,
    };
    return room.snapshot(counts, this.outbox.of(id));
  }

  /** Shows a room of the directory: enters it and brings its messages up to date. */
  open(roomId: number): void {
    const room = this.state.require(roomId);
    if (!room || this.opened === roomId) return;
    this.opened = roomId;
    const { unread, lastReadId } = this.room(roomId)!;
    room.dividerId = unread > 0 ? lastReadId : 0;
    this.state.keepLoaded(room, MAX_LOADED_ROOMS);
    this.enter(room);
    this.marks.check(room);
    this.changed(room);
  }

  /** No room shows any more; conversations still arrive. */
  leave(): void {
    this.see(undefined);
    this.opened = undefined;
    if (this.state.joined !== undefined) this.socket.send({ type: 'leave' });
    this.state.joined = undefined;
  }

  /** Tells whose end is before the reader's eyes; what is there or comes there counts as read. */
  see(roomId: number | undefined): void {
    this.state.seen = roomId;
    const room = roomId === undefined ? undefined : this.state.room(roomId);
    if (!room) return;
    this.marks.check(room);
    this.changed(room);
  }

  /** Resolves when the message is in the window, with what surrounds it. @throws ApiError */
  async jump(roomId: number, messageId: number): Promise<void> {
    const room = this.state.require(roomId);
    if (room) await this.pages.jump(room, messageId);
  }

  /** `latest` goes back from a jump into the past. */
  load(roomId: number, page: 'older' | 'newer' | 'latest'): void {
    const room = this.state.room(roomId);
    if (room) this.pages.load(room, page);
  }

  /** Shows the message at once and sends it when it can; false when too many wait already. */
  send(roomId: number, message: NewMessage): boolean {
    this.typists.sent(roomId);
    return this.outbox.add(roomId, message);
  }

  readonly retry = (nonce: string): void => this.outbox.retry(nonce);
  readonly discard = (nonce: string): void => this.outbox.discard(nonce);

  /** Somebody types; others are told now and then. */
  typing(roomId: number): void {
    const room = this.state.room(roomId);
    if (room) this.typists.write(room);
  }

  createPoll(channelId: number, poll: NewPoll): Promise<Ack> {
    return this.ask({ type: 'create_poll', channel: this.channelName(channelId) ?? '', ...poll });
  }

  /** Votes, or takes the vote back. @throws ApiError */
  async votePoll(pollId: number, optionIndex: number): Promise<void> {
    await this.ask({ type: 'vote_poll', poll_id: pollId, option_index: optionIndex });
    // The tally that everybody gets does not say who chose what when votes are secret.
    const room = this.state.roomOfPoll(pollId);
    room?.changePoll(pollId, (poll) => withOwnVote(poll, optionIndex));
    this.changed(room);
  }

  closePoll(pollId: number): Promise<Ack> {
    return this.ask({ type: 'close_poll', poll_id: pollId });
  }

  block(userId: number, isBlocked: boolean): Promise<Ack> {
    return this.ask({ type: isBlocked ? 'block_user' : 'unblock_user', user_id: userId });
  }

  /** Any frame that is answered. @throws ApiError */
  ask(frame: ChatClientFrame): Promise<Ack> {
    return this.requests.ask(frame);
  }

  private onOpen(): void {
    this.state.joined = undefined;
    this.socket.send({ type: 'subscribe' });
    for (const room of this.state.loaded) if (room.kind === 'dm' && room.id !== this.opened) this.enter(room);
    const open = this.opened === undefined ? undefined : this.state.room(this.opened);
    if (open) this.enter(open);
  }

  private onDirectory({ drafts }: FrameOf<ChatServerFrame, 'state'>): void {
    this.drafts.flush();
    for (const { room_id, message } of drafts) this.drafts.receive(room_id, message);
    this.outbox.start();
  }

  private onConnection(state: FrameSocketState): void {
    if (state.name !== 'live') {
      this.outbox.stop();
      this.requests.drop();
    }
    this.changed();
  }

  private onFrame(frame: ChatServerFrame): void {
    if (frame.type === 'error') this.onError(frame);
    else this.state.apply(frame);
    // Pages and pongs are their own acknowledgement.
    if (frame.type !== 'error' && 'ref' in frame) this.requests.onAnswer(frame);
    // Before, nobody knows which rooms are channels.
    if (frame.type === 'state') this.onDirectory(frame);
    if (frame.type === 'draft') this.drafts.receive(frame.room_id, frame.message);
    this.changed();
  }

  private onError(frame: ErrorFrame): void {
    if (!this.requests.onError(frame)) this.options.onProblem?.(errorOf(frame));
  }

  /** With what is known already; the server sends the rest. */
  private enter(room: RoomStore): void {
    const isKnown = room.window.isLoaded && room.seq !== undefined;
    const after_seq = isKnown ? room.seq! : undefined;
    const conversation_id = room.id;
    const frame: ChatClientFrame =
      room.kind === 'channel'
        ? { type: 'join', channel: this.channelName(room.id) ?? '', ...(isKnown && { after_seq }) }
        : after_seq === undefined
          ? { type: 'dm_open', conversation_id }
          : { type: 'sync', conversation_id, after_seq };
    this.ask(frame).catch((error: unknown) => {
      if (!(error instanceof ApiError) || error.isTemporary) return;
      room.refused = error.code;
      this.changed(room);
    });
  }

  /** A gap is closed by asking for what came after the last change known here. */
  private resyncSoon(room: RoomStore): void {
    if (this.resyncs.has(room.id)) return;
    const resync = (): void => {
      this.resyncs.delete(room.id);
      this.resyncedAt.set(room.id, Date.now());
      this.enter(room);
    };
    const earliest = (this.resyncedAt.get(room.id) ?? 0) + NEXT_GAP_MS;
    this.resyncs.set(room.id, setTimeout(resync, Math.max(GAP_MS, earliest - Date.now())));
  }

  /** A server that says that too much was missed may send the history by itself. */
  private startOver(room: RoomStore): void {
    if (!room.window.isLoaded) this.pages.load(room, 'latest');
  }

  private async deliver({ roomId, text, replyTo, imageUrl, nonce }: Outgoing): Promise<number | undefined> {
    const channel = this.channelName(roomId);
    const message = {
      message: text,
      nonce,
      ...(replyTo && { reply_to: replyTo.id }),
      ...(imageUrl !== undefined && { image_url: imageUrl }),
    };
    const ack = await this.ask(
      channel === undefined
        ? { type: 'dm_message', conversation_id: roomId, ...message }
        : { type: 'message', channel, ...message },
    );
    return ack.id;
  }

  private tellTyping(room: RoomStore): void {
    const channel = this.channelName(room.id);
    if (channel === undefined) this.socket.send({ type: 'dm_typing', conversation_id: room.id });
    else this.socket.send({ type: 'typing', channel });
  }

  private tellRead(room: RoomStore, messageId: number): void {
    const mark = { message_id: messageId };
    if (room.kind === 'channel') this.socket.send({ type: 'mark_read', ...mark });
    else this.socket.send({ type: 'dm_mark_read', conversation_id: room.id, ...mark });
  }

  private channelName(roomId: number): string | undefined {
    return this.state.directory.channel(roomId)?.name;
  }

  private changed(room?: RoomStore): void {
    room?.touch();
    this.shown = undefined;
    if (this.isScheduled) return;
    this.isScheduled = true;
    this.options.schedule(() => {
      this.isScheduled = false;
      for (const listener of this.listeners) listener();
    });
  }
}
