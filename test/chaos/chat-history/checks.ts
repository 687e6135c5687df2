import type { ChatMessage, Conversation } from '#libs/contracts';
import type { HistoryClient } from './history-client.js';
import type { Ledger, Said } from './ledger.js';
import type { RoomCopy } from './room-copy.js';
import type { Truth, Truths } from './truth.js';
import type { Person, Room, World } from './world.js';

/** Compares what was promised, what is stored and what everybody was shown. */
export class Checks {
  constructor(
    private readonly world: World,
    private readonly ledger: Ledger,
    private readonly truths: Truths,
  ) {}

  /** What was acknowledged is in the tables, and what is in the tables was asked for. */
  promises(ids: Iterable<number>): void {
    for (const id of ids) {
      const truth = this.truths.all.get(id)!;
      const said = this.ledger.ofId(id) ?? this.ledger.ofText(truth.text);
      if (said) this.promise(said, truth);
      else if (!truth.isDeleted && !truth.poll) this.world.fail(`message ${id} was never written: ${truth.text}`);
      if (truth.poll?.isSingle) this.oneVoteEach(truth);
    }
  }

  /** Nothing acknowledged is missing, nothing sent again is there twice. */
  everything(): void {
    const stored = new Map<Said, number>();
    for (const truth of this.truths.all.values()) {
      const said = this.ledger.ofId(truth.id) ?? this.ledger.ofText(truth.text);
      if (!said) continue;
      if (stored.has(said)) this.world.fail(`stored twice: ${stored.get(said)} and ${truth.id} are ${[...said.texts]}`);
      stored.set(said, truth.id);
    }
    for (const said of this.ledger.said) {
      if (said.id !== undefined && !this.truths.all.has(said.id)) this.world.fail(`message ${said.id} is lost`);
    }
    for (const [name, { isOn, isOpen }] of this.ledger.switches) if (!isOpen) this.switched(name, isOn);
    for (const [who, id] of this.ledger.marks) {
      const mark = this.truths.marks.get(who) ?? 0;
      if (mark < id) this.world.fail(`the mark of ${who} is at ${mark} and was confirmed at ${id}`);
    }
    this.order();
  }

  private promise(said: Said, truth: Truth): void {
    const { id } = truth;
    if (truth.room !== said.room.name || truth.userId !== said.author.id) this.world.fail(`${id} is misplaced`);
    if (said.deletion === 'acknowledged' && !truth.isDeleted) this.world.fail(`message ${id} was not deleted`);
    if (said.deletion === undefined && truth.isDeleted) this.world.fail(`nobody has deleted message ${id}`);
    if (truth.isDeleted) return;
    if (!said.texts.has(truth.text) && !said.strays.has(truth.text)) {
      this.world.fail(`message ${id} says ${truth.text} in place of ${[...said.texts].join(' or ')}`);
    }
  }

  private oneVoteEach({ id, poll }: Truth): void {
    const voters = poll!.votes.map(([, userId]) => userId);
    if (new Set(voters).size < voters.length) this.world.fail(`poll of message ${id}: somebody voted twice`);
  }

  private switched(name: string, isOn: boolean): void {
    const [first = '', second = '', third = '', fourth = ''] = name.split(' ');
    const truth =
      first === 'poll'
        ? [...this.truths.all.values()].find(({ poll }) => poll?.id === Number(second))
        : this.truths.all.get(Number(first));
    if (!truth || truth.isDeleted) return;
    const isStored =
      first === 'poll'
        ? truth.poll!.votes.some(([option, user]) => option === Number(third) && user === Number(fourth))
        : truth.reactions.includes(`${second} ${third}`);
    if (isStored !== isOn) this.world.fail(`${name} is ${isStored} and should be ${isOn}`);
  }

  /** Ids and `seq`s of a room grow together. */
  private order(): void {
    const last = new Map<string, number>();
    for (const { room, seq, id } of [...this.truths.all.values()].sort((a, b) => a.id - b.id)) {
      if (seq <= (last.get(room) ?? 0)) this.world.fail(`message ${id} of ${room} has seq ${seq} out of order`);
      last.set(room, seq);
    }
  }

  /** What the client has is what the tables say, for all it may see of the channel it is in and of its conversations. */
  shown(client: HistoryClient, ids: Iterable<number>): void {
    const { wanted, person } = client;
    for (const id of ids) {
      const truth = this.truths.all.get(id)!;
      const copy = client.copies.get(truth.room);
      const isFollowed = truth.room === wanted.name || this.world.conversations.has(truth.room);
      if (copy && isFollowed && id >= copy.floor) this.shownOne(client.label, person, copy, truth);
    }
  }

  private shownOne(label: string, person: Person, copy: RoomCopy, truth: Truth): void {
    const message = copy.messages.get(truth.id);
    const mayLack = this.world.mayLack(this.world.room(truth.room)!, person, truth.userId);
    if (truth.isDeleted) {
      if (message && !mayLack) this.world.fail(`${label} still has the deleted message ${truth.id}`);
    } else if (!message) {
      if (!mayLack) this.world.fail(`${label} was never shown message ${truth.id} of ${truth.room}`);
    } else if (!mayLack) {
      const author = this.world.personById(truth.userId)!;
      const [seen, stored] = [asShown(message), asStored(truth, author, person)];
      if (seen !== stored) this.world.fail(`${label} has message ${truth.id} as\n  ${seen} in place of\n  ${stored}`);
    }
  }

  unread(client: HistoryClient): void {
    const { person, unread } = client;
    for (const [channel, count] of unread) this.unreadIn(this.world.channels.get(channel)!, person, count);
    for (const { name, isPrivate } of this.world.channels.values()) {
      const isListed = unread.has(name);
      const isSeen = this.world.maySee({ name, isPrivate }, person);
      if (isListed !== isSeen) this.world.fail(`${client.label}: ${name} is ${isListed ? '' : 'not '}listed`);
    }
  }

  /** What the portal lists as somebody's conversations. */
  listed(person: Person, listed: readonly Conversation[]): void {
    const ids = listed.map(({ id }) => id).sort((a, b) => a - b);
    const expected = this.world.conversationsOf(person).map(({ id }) => id);
    if (String(ids) !== String(expected.sort((a, b) => a - b))) {
      this.world.fail(`${person.name} is in the conversations ${ids} in place of ${expected}`);
    }
    for (const { id, unread_count, last_message } of listed) {
      const room = this.world.room(`dm${id}`);
      if (!room) continue;
      this.unreadIn(room, person, unread_count);
      const last = this.seenIn(room, person).findLast(({ isDeleted }) => !isDeleted);
      if (last_message?.message !== last?.text) {
        this.world.fail(`${person.name}: ${room.name} ends with ${last_message?.message} in place of ${last?.text}`);
      }
    }
  }

  private unreadIn(room: Room, person: Person, count: number): void {
    const mark = this.truths.marks.get(`${person.name} ${room.name}`) ?? 0;
    const unread = this.seenIn(room, person).filter(
      ({ id, userId, isDeleted }) => id > mark && !isDeleted && userId !== person.id,
    );
    const expected = Math.min(unread.length, 1_000);
    if (count !== expected) this.world.fail(`${person.name}: ${count} unread in ${room.name}, not ${expected}`);
  }

  /** By their ids. Two alone see all that they have written. */
  private seenIn(room: Room, person: Person): Truth[] {
    const messages = [...this.truths.all.values()].filter(
      ({ userId, anonymous, ...truth }) =>
        truth.room === room.name &&
        (anonymous || room.kind === 'direct' || !this.world.hides(room, person, this.world.personById(userId)!)),
    );
    return messages.sort((a, b) => a.id - b.id);
  }
}

const votesOf = (votes: [number, number][]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const [option] of votes) counts[option] = (counts[option] ?? 0) + 1;
  return counts;
};

const asShown = (message: ChatMessage): string =>
  JSON.stringify({
    text: message.message,
    seq: message.seq,
    isEdited: message.edited_at !== undefined,
    isPinned: message.pinned ?? false,
    anonymous: message.anonymous,
    user: message.user_id,
    name: message.username,
    isOwn: message.own ?? false,
    author: message.author?.user_id ?? null,
    replyTo: message.reply_to ?? null,
    reactions: (message.reactions ?? [])
      .flatMap(({ emoji, user_ids }) => user_ids.map((id) => `${emoji} ${id}`))
      .sort(),
    poll: message.poll
      ? { votes: message.poll.votes, total: message.poll.total_votes, closed: message.poll.closed }
      : null,
  });

const asStored = (truth: Truth, author: Person, receiver: Person): string => {
  const { anonymous, userId, poll } = truth;
  return JSON.stringify({
    text: truth.text,
    seq: truth.seq,
    isEdited: truth.isEdited,
    isPinned: truth.isPinned,
    anonymous,
    user: anonymous ? 0 : userId,
    name: anonymous ? 'Anonymous' : author.name,
    isOwn: anonymous && userId === receiver.id,
    author: anonymous && receiver.isModerator ? userId : null,
    replyTo: truth.replyTo,
    reactions: [...truth.reactions].sort(),
    poll: poll ? { votes: votesOf(poll.votes), total: poll.votes.length, closed: poll.isClosed } : null,
  });
};
