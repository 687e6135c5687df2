import type { ChannelState, ChatMessage, Conversation } from '#libs/contracts';
import type { Person, RoomKind } from './chat-view.js';

type Listed = Pick<ChannelState, 'unread_count' | 'last_read_id' | 'last_message_id'>;

/** The rooms of this person with their counts, and the people seen in them. Lists are replaced, never changed. */
export class Directory {
  isReady = false;
  channels: readonly ChannelState[] = [];
  conversations: readonly Conversation[] = [];
  blocked: ReadonlySet<number> = new Set();
  people: ReadonlyMap<number, Person> = new Map();

  constructor(readonly me: number) {}

  channel(id: number): ChannelState | undefined {
    return this.channels.find((channel) => channel.id === id);
  }

  channelNamed(name: string): ChannelState | undefined {
    return this.channels.find((channel) => channel.name === name);
  }

  conversation(id: number): Conversation | undefined {
    return this.conversations.find((conversation) => conversation.id === id);
  }

  /** Unread direct messages that were not muted, and mentions. */
  get attention(): number {
    const mentions = this.channels.reduce((sum, { mention_count }) => sum + mention_count, 0);
    return this.conversations.reduce((sum, { muted, unread_count }) => sum + (muted ? 0 : unread_count), mentions);
  }

  setChannels(channels: readonly ChannelState[]): void {
    this.channels = channels.toSorted((a, b) => a.name.localeCompare(b.name));
    this.isReady = true;
  }

  putChannel(channel: ChannelState): void {
    this.setChannels([...this.channels.filter(({ id }) => id !== channel.id), channel]);
  }

  /** What a channel is. What this person has read there is known better here. */
  describe(channel: ChannelState): void {
    const known = this.channel(channel.id);
    const { unread_count, mention_count, last_read_id, last_message_id } = known ?? channel;
    this.putChannel({ ...channel, unread_count, mention_count, last_read_id, last_message_id });
  }

  changeChannel(id: number, change: Partial<ChannelState>): void {
    const channel = this.channel(id);
    if (channel) this.putChannel({ ...channel, ...change });
  }

  dropChannel(id: number): void {
    this.channels = this.channels.filter((channel) => channel.id !== id);
  }

  setConversations(conversations: readonly Conversation[]): void {
    this.conversations = conversations.toSorted((a, b) => activityOf(b).localeCompare(activityOf(a)));
    for (const { participants } of conversations) this.meet(participants);
  }

  putConversation(conversation: Conversation): void {
    this.setConversations([...this.conversations.filter(({ id }) => id !== conversation.id), conversation]);
  }

  changeConversation(id: number, change: Partial<Conversation>): void {
    const conversation = this.conversation(id);
    if (conversation) this.putConversation({ ...conversation, ...change });
  }

  dropConversation(id: number): void {
    this.conversations = this.conversations.filter((conversation) => conversation.id !== id);
  }

  setBlocked(userId: number, isBlocked: boolean): void {
    const blocked = new Set(this.blocked);
    if (isBlocked) blocked.add(userId);
    else blocked.delete(userId);
    this.blocked = blocked;
  }

  /** Anonymous authors and webhooks have no id and are nobody. */
  meet(people: readonly Person[]): void {
    const fresh = people.filter((person) => person.user_id !== 0 && !isKnown(this.people.get(person.user_id), person));
    if (fresh.length === 0) return;
    const known = new Map(this.people);
    for (const { user_id, username, nickname, role, avatar, ...rest } of fresh) {
      const status = 'status' in rest ? { status: rest.status, status_message: rest.status_message } : {};
      known.set(user_id, { ...known.get(user_id), user_id, username, nickname, role, avatar, ...status });
    }
    this.people = known;
  }

  setStatus(userId: number, status: string): void {
    const person = this.people.get(userId);
    if (person) this.people = new Map(this.people).set(userId, { ...person, status });
  }

  /** A new message; `isSeen` while its room is before the reader's eyes. */
  arrived(kind: RoomKind, roomId: number, message: ChatMessage, isSeen: boolean): void {
    const room = kind === 'channel' ? this.channel(roomId) : this.conversation(roomId);
    if (!room || message.id <= room.last_message_id) return;
    const isOwn = message.own === true || message.user_id === this.me;
    const isRead = isOwn || isSeen;
    const counts: Partial<Listed> = {
      last_message_id: message.id,
      unread_count: isRead ? room.unread_count : room.unread_count + 1,
    };
    if (kind === 'channel') {
      const isMention = message.mentions_here === true || message.mentions?.includes(this.me) === true;
      const { mention_count } = room as ChannelState;
      this.changeChannel(roomId, {
        ...counts,
        mention_count: isMention && !isRead ? mention_count + 1 : mention_count,
      });
    } else {
      const { username, created_at } = message;
      this.changeConversation(roomId, {
        ...counts,
        last_message: { message: message.message, username, created_at },
      });
    }
  }

  /** `left` unread messages remain after `messageId`. */
  read(kind: RoomKind, roomId: number, messageId: number, left: number): void {
    const counts = { last_read_id: messageId, unread_count: left };
    if (kind === 'channel') this.changeChannel(roomId, left === 0 ? { ...counts, mention_count: 0 } : counts);
    else this.changeConversation(roomId, counts);
  }
}

const activityOf = ({ last_message, created_at }: Conversation): string => last_message?.created_at ?? created_at;

/** Nothing is said of the person that is not known already. */
const isKnown = (known: Person | undefined, said: Person): boolean =>
  known !== undefined &&
  known.username === said.username &&
  known.nickname === said.nickname &&
  known.role === said.role &&
  known.avatar?.color === said.avatar?.color &&
  known.avatar?.emoji === said.avatar?.emoji &&
  known.avatar?.initials === said.avatar?.initials &&
  (!('status' in said) || (known.status === said.status && known.status_message === said.status_message));
