import type { ChatMessage, ChatServerFrame, FrameOf } from '#libs/contracts';
import type { Person } from './chat-view.js';
import { Directory } from './directory.js';
import { presentUsers, withoutUser } from './present-users.js';
import { roomChangeOf, type RoomChange } from './room-change.js';
import { RoomShelf } from './room-shelf.js';
import type { RoomStore } from './room-store.js';

type Frame<T extends ChatServerFrame['type']> = FrameOf<ChatServerFrame, T>;

interface ChatStateHooks {
  /** Something of the room is missing here. */
  onGap: (room: RoomStore) => void;
  /** So much is missing that the room begins anew. */
  onIncomplete: (room: RoomStore) => void;
  /** A message of this person is stored and shown. */
  onOwn: (message: ChatMessage) => void;
  onTyping: (room: RoomStore, userId: number, name: string) => void;
  onRoom: (room: RoomStore) => void;
}

/** What the server has told, and nothing else: applies its frames to the directory and the rooms. */
export class ChatState {
  readonly directory: Directory;
  /** The channel this socket is in; frames that name none are about it. */
  joined: number | undefined;
  /** The room whose end is before the reader's eyes: what comes there is read. */
  seen: number | undefined;
  readonly rooms: RoomShelf;

  constructor(
    me: number,
    private readonly hooks: ChatStateHooks,
  ) {
    this.directory = new Directory(me);
    this.rooms = new RoomShelf(this.directory);
  }

  apply(frame: ChatServerFrame): void {
    const { directory } = this;
    switch (frame.type) {
      case 'state':
        directory.blocked = new Set(frame.blocked);
        directory.setChannels(frame.channels);
        return this.touchAll();
      case 'channel_info':
        return this.onChannelInfo(frame);
      case 'channel_created':
      case 'channel_changed':
        directory.describe(frame.channel);
        return this.touch(frame.channel.id);
      case 'channel_renamed':
        directory.changeChannel(frame.id, { name: frame.new_name });
        return this.touch(frame.id);
      case 'channel_deleted':
        directory.dropChannel(frame.id);
        return this.rooms.remove(frame.id);
      case 'activity':
        return this.onActivity(frame);
      case 'profile':
        directory.meet([frame.user]);
        return this.onProfile(frame.user);
      case 'user_blocked':
      case 'user_unblocked':
        return directory.setBlocked(frame.user_id, frame.type === 'user_blocked');
      case 'users':
        return this.onUsers(frame);
      case 'user_joined':
        return this.onJoined(frame);
      case 'user_left':
        directory.setStatus(frame.user_id, 'offline');
        return this.withChannel(frame.channel, (room) => (room.users = withoutUser(room.users, frame)));
      case 'pinned_messages':
        return this.withChannel(frame.channel, (room) => (room.pins = frame.messages));
      case 'history':
        return this.withChannel(frame.channel, (room) =>
          this.onPage(room, frame.messages, { older: frame.has_more, newer: frame.has_newer }, frame.seq),
        );
      case 'resumed':
        return this.onResumed(frame);
      case 'read':
        return this.onRead(frame);
      case 'typing':
        return this.withChannel(frame.channel, (room) =>
          this.hooks.onTyping(room, frame.user_id, frame.nickname ?? frame.username),
        );
      case 'dm_typing':
        return this.withRoom(frame.conversation_id, (room) => this.hooks.onTyping(room, frame.user_id, frame.username));
      case 'dm_conversations_list':
        directory.setConversations(frame.conversations);
        return this.touchAll();
      case 'dm_conversation_changed':
        directory.putConversation(frame.conversation);
        return this.touch(frame.conversation.id);
      case 'dm_conversation_opened':
        return this.onOpened(frame);
      case 'dm_conversation_left':
        directory.dropConversation(frame.conversation_id);
        return this.rooms.remove(frame.conversation_id);
      case 'dm_history':
        return this.withRoom(frame.conversation_id, (room) =>
          this.onPage(room, frame.messages, { older: frame.has_more, newer: this.hasNewer(frame) }, frame.seq),
        );
      default:
        return this.applyChange(frame);
    }
  }

  /** Frames that change messages of one room and are numbered by its `seq`. */
  private applyChange(frame: ChatServerFrame): void {
    const change = roomChangeOf(frame);
    const room = change && this.find(change);
    if (!room) return;
    // What is known already, or comes too early, does no harm: messages are known by their ids.
    const order = room.check(change.seq, change.firstSeq);
    if (change.deleted !== undefined) this.onDeleting(room, change.deleted);
    change.apply(room, this.directory.me);
    if (change.posted) this.onPosted(room, change.posted);
    room.touch();
    if (order === 'gap') this.hooks.onGap(room);
    this.hooks.onRoom(room);
  }

  private onPage(
    room: RoomStore,
    messages: readonly ChatMessage[],
    more: { older: boolean; newer: boolean },
    seq: number | undefined,
  ): void {
    this.directory.meet(messages);
    for (const message of messages) if (this.isOwn(message)) this.hooks.onOwn(message);
    room.onPage(messages, more, seq);
  }

  private onPosted(room: RoomStore, message: ChatMessage): void {
    this.directory.meet([message]);
    if (this.isOwn(message)) this.hooks.onOwn(message);
    this.directory.arrived(room.kind, room.id, message, this.seen === room.id);
  }

  private onDeleting(room: RoomStore, messageId: number): void {
    const counts = room.kind === 'channel' ? this.directory.channel(room.id) : this.directory.conversation(room.id);
    if (counts && messageId > counts.last_read_id && counts.unread_count > 0)
      this.directory.read(room.kind, room.id, counts.last_read_id, counts.unread_count - 1);
  }

  private onChannelInfo(frame: Frame<'channel_info'>): void {
    const { type: _, topic: _topic, seq, may_post, may_moderate, ...channel } = frame;
    this.directory.describe({ unread_count: 0, mention_count: 0, ...channel });
    const room = this.rooms.require(frame.id)!;
    room.mayPost = may_post;
    room.mayModerate = may_moderate;
    room.refused = undefined;
    if (!room.window.isLoaded) room.seq = seq;
    this.joined = frame.id;
    room.touch();
  }

  private onActivity({ channel_id, count, mentioned, last_message_id }: Frame<'activity'>): void {
    const channel = this.directory.channel(channel_id);
    // What came while the channel was being left is gathered nevertheless.
    if (!channel || last_message_id <= channel.last_message_id) return;
    const { unread_count, mention_count } = channel;
    this.directory.changeChannel(channel_id, {
      last_message_id,
      unread_count: unread_count + count,
      mention_count: mention_count + (mentioned ? 1 : 0),
    });
    this.touch(channel_id);
  }

  private onJoined({ type: _, channel, ...user }: Frame<'user_joined'>): void {
    const [here] = presentUsers([user]);
    this.directory.meet([here!]);
    this.withChannel(channel, (room) => (room.users = [...withoutUser(room.users, here!), here!]));
  }

  private onUsers({ channel, users: listed }: Frame<'users'>): void {
    const users = presentUsers(listed);
    this.directory.meet(users);
    this.withChannel(channel, (room) => (room.users = users));
  }

  private onProfile(person: Person): void {
    for (const room of this.rooms.all) {
      if (!room.users.some(({ user_id }) => user_id === person.user_id)) continue;
      room.users = room.users.map((user) => (user.user_id === person.user_id ? { ...user, ...person } : user));
      room.touch();
    }
  }

  private onResumed({ type: _, channel, conversation_id, ...missed }: Frame<'resumed'>): void {
    const room = conversation_id === undefined ? this.channelRoom(channel ?? '') : this.rooms.get(conversation_id);
    if (!room) return;
    if (!missed.complete) {
      room.forget();
      return this.hooks.onIncomplete(room);
    }
    this.directory.meet(missed.messages);
    for (const message of missed.messages) {
      if (this.isOwn(message)) this.hooks.onOwn(message);
      this.directory.arrived(room.kind, room.id, message, this.seen === room.id);
    }
    room.catchUp(missed);
    this.hooks.onRoom(room);
  }

  private onRead({ channel, conversation_id, message_id }: Frame<'read'>): void {
    const room = conversation_id === undefined ? this.channelRoom(channel ?? '') : this.rooms.require(conversation_id);
    if (room) this.read(room, message_id);
  }

  /** This person has read the room up to the message, here or elsewhere. */
  read(room: RoomStore, messageId: number): void {
    const { last_read_id = 0 } = this.directory.channel(room.id) ?? this.directory.conversation(room.id) ?? {};
    // An answer to what was told from here says nothing of what came since, perhaps while another room shows.
    if (messageId <= last_read_id) return;
    const left = room.window.after(messageId).filter((message) => !this.isOwn(message)).length;
    this.directory.read(room.kind, room.id, messageId, left);
    room.touch();
  }

  /** Specification A's answer does not say. */
  private hasNewer({ conversation_id, messages, has_newer }: Frame<'dm_history'>): boolean {
    const newest = this.directory.conversation(conversation_id)?.last_message_id ?? 0;
    return has_newer ?? Math.max(0, ...messages.map(({ id }) => id)) < newest;
  }

  private isOwn({ user_id, own }: ChatMessage): boolean {
    return own === true || user_id === this.directory.me;
  }

  private onOpened({ conversation, messages, has_more, seq }: Frame<'dm_conversation_opened'>): void {
    this.directory.putConversation(conversation);
    const room = this.rooms.require(conversation.id)!;
    if (messages) this.onPage(room, messages, { older: has_more ?? messages.length > 0, newer: false }, seq);
    room.touch();
  }

  private find({ channel, conversationId, messageId, pollId }: RoomChange): RoomStore | undefined {
    if (conversationId !== undefined) return this.rooms.require(conversationId);
    if (channel !== undefined) return this.channelRoom(channel);
    if (pollId !== undefined) return this.rooms.withPoll(pollId);
    const holder = messageId === undefined ? undefined : this.rooms.withMessage(messageId);
    return holder ?? (this.joined === undefined ? undefined : this.rooms.get(this.joined));
  }

  private channelRoom(name: string): RoomStore | undefined {
    const channel = this.directory.channelNamed(name);
    return channel && this.rooms.require(channel.id);
  }

  private withChannel(name: string, change: (room: RoomStore) => unknown): void {
    const room = this.channelRoom(name);
    if (!room) return;
    change(room);
    room.touch();
  }

  private withRoom(id: number, change: (room: RoomStore) => unknown): void {
    const room = this.rooms.require(id);
    if (!room) return;
    change(room);
    room.touch();
  }

  private touch(id: number): void {
    this.rooms.get(id)?.touch();
  }

  touchAll(): void {
    for (const room of this.rooms.all) room.touch();
  }
}
