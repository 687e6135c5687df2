import type { ChatClientFrame, ChatServerFrame, ErrorFrame, FrameOf } from '#libs/contracts';
import type { ApiError } from '../../../shared/api/api-error.js';
import { FrameSocket, type FrameSocketOptions, type FrameSocketState } from '../../../shared/frame-socket.js';
import { ChatState } from './chat-state.js';
import type { ChatView, NewMessage, NewPoll, RoomView } from './chat-view.js';
import { Drafts } from './drafts.js';
import { FrameRequests, errorOf, type Ack } from './frame-requests.js';
import { HistoryPages } from './history-pages.js';
import { MessageCommands } from './message-commands.js';
import { Outbox } from './outbox.js';
import { withOwnVote } from './poll-votes.js';
import { ReadMarks } from './read-marks.js';
import { RoomEntries } from './room-entries.js';
import { enterFrame, messageFrame, readFrame, typingFrame } from './room-frames.js';
import type { RoomStore } from './room-store.js';
import { Sanctions } from './sanctions.js';
import { TypingBoard } from './typing-board.js';

/** Rooms whose messages are kept here; the one unused for longest goes. */
const MAX_LOADED_ROOMS = 16;

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
  private readonly state: ChatState;
  private readonly socket: FrameSocket<ChatClientFrame, ChatServerFrame>;
  private readonly requests = new FrameRequests((frame) => this.socket.send(frame));
  private readonly outbox: Outbox;
  private readonly pages: HistoryPages;
  private readonly entries: RoomEntries;
  private readonly typists: TypingBoard;
  private readonly marks: ReadMarks;
  private readonly sanctions = new Sanctions(() => this.onSanctions());

  constructor(private readonly options: ChatSessionOptions) {
    const { me, storage, draftStorage, schedule: _schedule, onProblem: _onProblem, ...road } = options;
    this.me = me;
    this.drafts = new Drafts({
      storage: draftStorage,
      key: `portal.chat.drafts.${me}`,
      tell: (room_id, message) => this.socket.send({ type: 'draft', room_id, message }),
    });
    this.state = new ChatState(me, {
      onGap: (room) => this.entries.onGap(room),
      onIncomplete: (room) => this.entries.onIncomplete(room),
      onOwn: (message) => this.outbox.settle(message),
      onTyping: (room, userId, name) => this.typists.heard(room, userId, name),
      onRoom: (room) => this.marks.check(room),
    });
    const onChange = (room: RoomStore): void => this.changed(room);
    const ask = (frame: ChatClientFrame) => this.ask(frame);
    this.messages = new MessageCommands({ me, ask, onChange, room: (id) => this.state.rooms.get(id) });
    this.pages = new HistoryPages({ ask, onChange, channelName: (id) => this.channelName(id) });
    this.entries = new RoomEntries({
      enter: (room) => ask(enterFrame(room, this.channelName(room.id))),
      isHeard: ({ id, kind }) => kind === 'dm' || id === this.opened,
      loadLatest: (room) => this.pages.load(room, 'latest'),
      onChange,
    });
    this.typists = new TypingBoard({
      me,
      onChange,
      tell: (room) => this.socket.send(typingFrame(room, this.channelName(room.id))),
    });
    this.marks = new ReadMarks({
      isSeen: ({ id }) => this.state.seen === id && this.opened === id,
      lastReadId: ({ id }) => this.room(id)?.lastReadId ?? 0,
      onRead: (room, messageId) => this.state.read(room, messageId),
      tell: (room, messageId) => this.socket.send(readFrame(room, messageId)),
    });
    this.outbox = new Outbox({
      deliver: async (item) => (await ask(messageFrame(item, this.channelName(item.roomId)))).id,
      onChange: (roomId) => this.changed(this.state.rooms.get(roomId)),
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
    this.entries.stop();
    this.sanctions.stop();
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
    const room = this.state.rooms.require(id);
    const listed = this.state.directory.channel(id) ?? this.state.directory.conversation(id);
    if (!room || !listed) return undefined;
    return room.snapshot({
      unread: listed.unread_count,
      mentions: 'mention_count' in listed ? listed.mention_count : 0,
      lastReadId: listed.last_read_id,
      lastMessageId: listed.last_message_id,
      sanction: this.sanctions.in(id),
      outgoing: this.outbox.of(id),
    });
  }

  /** Shows a room of the directory: enters it and brings its messages up to date. */
  open(roomId: number): void {
    const room = this.state.rooms.require(roomId);
    if (!room || this.opened === roomId) return;
    this.opened = roomId;
    const { unread, lastReadId } = this.room(roomId)!;
    room.dividerId = unread > 0 ? lastReadId : 0;
    this.state.rooms.use(room, MAX_LOADED_ROOMS);
    this.entries.enter(room);
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
    const room = roomId === undefined ? undefined : this.state.rooms.get(roomId);
    if (!room) return;
    this.marks.check(room);
    this.changed(room);
  }

  /** Resolves when the message is in the window, with what surrounds it. @throws ApiError */
  async jump(roomId: number, messageId: number): Promise<void> {
    const room = this.state.rooms.require(roomId);
    if (room) await this.pages.jump(room, messageId);
  }

  /** `latest` goes back from a jump into the past. */
  load(roomId: number, page: 'older' | 'newer' | 'latest'): void {
    const room = this.state.rooms.get(roomId);
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
    const room = this.state.rooms.get(roomId);
    if (room) this.typists.write(room);
  }

  createPoll(channelId: number, poll: NewPoll): Promise<Ack> {
    return this.ask({ type: 'create_poll', channel: this.channelName(channelId) ?? '', ...poll });
  }

  /** Votes, or takes the vote back. @throws ApiError */
  async votePoll(pollId: number, optionIndex: number): Promise<void> {
    await this.ask({ type: 'vote_poll', poll_id: pollId, option_index: optionIndex });
    // The tally that everybody gets does not say who chose what when votes are secret.
    const room = this.state.rooms.withPoll(pollId);
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
    for (const room of this.state.rooms.loaded)
      if (room.kind === 'dm' && room.id !== this.opened) this.entries.enter(room);
    const open = this.opened === undefined ? undefined : this.state.rooms.get(this.opened);
    if (open) this.entries.enter(open);
  }

  private onDirectory({ drafts }: FrameOf<ChatServerFrame, 'state'>): void {
    this.drafts.flush();
    for (const { room_id, message } of drafts) this.drafts.receive(room_id, message);
    this.outbox.start();
  }

  private onSanctions(): void {
    this.state.touchAll();
    const open = this.opened === undefined ? undefined : this.state.rooms.get(this.opened);
    if (open?.kind === 'channel') this.entries.onBan(open, this.sanctions.in(open.id)?.kind === 'ban');
    this.changed();
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
    if (frame.type === 'state' || frame.type === 'sanctions') {
      this.sanctions.set(frame.sanctions);
      this.onSanctions();
    }
    if (frame.type === 'draft') this.drafts.receive(frame.room_id, frame.message);
    this.changed();
  }

  private onError(frame: ErrorFrame): void {
    // A ban comes with its reason and its end as a sanction.
    if (this.requests.onError(frame) || frame.code === 'chat.banned') return;
    // Nobody waits for the answer to a typing sign or a read mark.
    if (frame.in_reply_to === undefined) this.options.onProblem?.(errorOf(frame));
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
