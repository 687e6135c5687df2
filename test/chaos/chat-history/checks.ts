import type { ChatMessage } from '#libs/contracts';
import type { HistoryClient } from './history-client.js';
import type { Ledger, Said } from './ledger.js';
import type { RoomCopy } from './room-copy.js';
import type { Truth, Truths } from './truth.js';
import type { Person, World } from './world.js';

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
    if (truth.channel !== said.channel.name || truth.userId !== said.author.id) this.world.fail(`${id} is misplaced`);
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
    for (const { channel, seq, id } of [...this.truths.all.values()].sort((a, b) => a.id - b.id)) {
      if (seq <= (last.get(channel) ?? 0)) this.world.fail(`message ${id} of ${channel} has seq ${seq} out of order`);
      last.set(channel, seq);
    }
  }

  /** What the client has is what the tables say, for all it may see of the channel it is in. */
  shown(client: HistoryClient, ids: Iterable<number>): void {
    const { copy, wanted, person } = client;
    if (!copy) return;
    for (const id of ids) {
      const truth = this.truths.all.get(id)!;
      if (truth.channel === wanted.name && id >= copy.floor) this.shownOne(client.label, person, copy, truth);
    }
  }

  private shownOne(label: string, person: Person, copy: RoomCopy, truth: Truth): void {
    const message = copy.messages.get(truth.id);
    const mayLack = this.world.mayLack(person, truth.userId);
    if (truth.isDeleted) {
      if (message && !mayLack) this.world.fail(`${label} still has the deleted message ${truth.id}`);
    } else if (!message) {
      if (!mayLack) this.world.fail(`${label} was never shown message ${truth.id} of ${truth.channel}`);
    } else if (!mayLack) {
      const author = this.world.personById(truth.userId)!;
      const [seen, stored] = [asShown(message), asStored(truth, author, person)];
      if (seen !== stored) this.world.fail(`${label} has message ${truth.id} as\n  ${seen} in place of\n  ${stored}`);
    }
  }

  unread(client: HistoryClient): void {
    const { person, unread } = client;
    for (const [channel, count] of unread) {
      const mark = this.truths.marks.get(`${person.name} ${channel}`) ?? 0;
      const messages = [...this.truths.all.values()].filter(
        ({ id, userId, isDeleted, anonymous, ...truth }) =>
          truth.channel === channel &&
          id > mark &&
          !isDeleted &&
          userId !== person.id &&
          (anonymous || !this.hides(person, userId)),
      );
      const expected = Math.min(messages.length, 1_000);
      if (count !== expected) this.world.fail(`${client.label}: ${count} unread in ${channel}, not ${expected}`);
    }
    for (const { name, isPrivate } of this.world.channels.values()) {
      const isListed = unread.has(name);
      const isSeen = this.world.maySee({ id: 0, name, isPrivate }, person);
      if (isListed !== isSeen) this.world.fail(`${client.label}: ${name} is ${isListed ? '' : 'not '}listed`);
    }
  }

  private hides(person: Person, authorId: number): boolean {
    const author = this.world.personById(authorId);
    return author !== undefined && this.world.isBlocked(person, author);
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
