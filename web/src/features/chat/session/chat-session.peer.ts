import { afterEach, beforeEach, vi } from 'vitest';
import type { ChannelState, ChatClientFrame, ChatMessage, ChatServerFrame, Conversation } from '#libs/contracts';
import type { SocketLike } from '../../../shared/frame-socket.js';
import { ChatSession, type ChatSessionOptions } from './chat-session.js';

export const ME = 7;

/** The server's end of one socket, in the hands of a test. */
export class FakeSocket implements SocketLike {
  readyState = 0;
  onopen: SocketLike['onopen'] = null;
  onmessage: SocketLike['onmessage'] = null;
  onclose: SocketLike['onclose'] = null;
  readonly frames: ChatClientFrame[] = [];

  send(data: string): void {
    this.frames.push(JSON.parse(data) as ChatClientFrame);
  }

  close(): void {
    this.readyState = 3;
  }

  accept(): this {
    this.readyState = 1;
    this.onopen?.(new Event('open'));
    return this;
  }

  tell(...frames: ChatServerFrame[]): this {
    for (const frame of frames) this.onmessage?.(new MessageEvent('message', { data: JSON.stringify(frame) }));
    return this;
  }

  lose(reason = ''): void {
    this.readyState = 3;
    this.onclose?.({ reason });
  }

  sent<T extends ChatClientFrame['type']>(type: T): Extract<ChatClientFrame, { type: T }>[] {
    return this.frames.filter((frame) => frame.type === type) as Extract<ChatClientFrame, { type: T }>[];
  }

  /** Answers the last frame of a type. */
  ack(type: ChatClientFrame['type'], more: { id?: number; seq?: number } = {}): this {
    return this.tell({ type: 'ack', ref: this.sent(type).at(-1)!.ref!, ...more });
  }

  refuse(type: ChatClientFrame['type'], code: string): this {
    return this.tell({ type: 'error', code, message: code, ref: this.sent(type).at(-1)!.ref! });
  }
}

export class MemoryStorage {
  readonly items = new Map<string, string>();
  getItem = (key: string): string | null => this.items.get(key) ?? null;
  setItem = (key: string, value: string): void => void this.items.set(key, value);
  removeItem = (key: string): void => void this.items.delete(key);
}

export const channel = (id: number, more: Partial<ChannelState> = {}): ChannelState => ({
  id,
  name: `c${id}`,
  description: '',
  visibility: 'public',
  mode: 'open',
  is_default: 0,
  is_stream_channel: false,
  unread_count: 0,
  mention_count: 0,
  last_read_id: 0,
  last_message_id: 0,
  ...more,
});

export const conversation = (id: number, more: Partial<Conversation> = {}): Conversation => ({
  id,
  type: 'direct',
  name: null,
  participants: [],
  last_message: null,
  unread_count: 0,
  last_read_id: 0,
  last_message_id: 0,
  muted: false,
  created_at: '2026-01-01T00:00:00Z',
  ...more,
});

/** Number `id` of a room, whose changes are all messages, so that `seq` is `id`. */
export const message = (id: number, more: Partial<ChatMessage> = {}): ChatMessage => ({
  id,
  seq: id,
  user_id: 2,
  username: 'bob',
  nickname: null,
  role: 'user',
  anonymous: false,
  avatar: null,
  message: `text ${id}`,
  created_at: '2026-01-01T00:00:00Z',
  ...more,
});

export const messages = (from: number, to: number): ChatMessage[] =>
  Array.from({ length: to - from + 1 }, (_, index) => message(from + index));

/** A session that connects to fake sockets; `last()` is the newest. */
export const openChat = (options: Partial<ChatSessionOptions> = {}) => {
  const sockets: FakeSocket[] = [];
  const session = new ChatSession({
    me: ME,
    dial: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
    storage: new MemoryStorage(),
    draftStorage: new MemoryStorage(),
    schedule: (work) => work(),
    random: () => 0.5,
    ...options,
  });
  session.connect();
  return { session, sockets, last: () => sockets.at(-1)! };
};

/** The same in channel 1 with messages 1 to 3. */
export const inChannel = (options: Partial<ChatSessionOptions> = {}, info: Partial<ChannelState> = {}) => {
  const chat = openChat(options);
  const state = channel(1, { last_message_id: 3, last_read_id: 3, ...info });
  chat.last().accept();
  chat
    .last()
    .tell({ type: 'state', user_id: ME, channels: [state, channel(2)], blocked: [], drafts: [], sanctions: [] });
  chat.session.open(1);
  const { unread_count: _unread, mention_count: _mentions, ...joined } = state;
  chat
    .last()
    .tell(
      { type: 'channel_info', topic: '', seq: 3, may_post: true, may_moderate: false, ...joined },
      { type: 'history', channel: 'c1', messages: messages(1, 3), has_more: true, has_newer: false, seq: 3 },
    );
  const ids = () => chat.session.room(1)?.messages.map(({ id }) => id);
  return { ...chat, ids };
};

/** Timers and the date stand still; the browser is online. */
export const useChatClock = (): void => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    vi.stubGlobal('navigator', { onLine: true });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });
};
