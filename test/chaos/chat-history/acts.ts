import type { Dice } from './dice.js';
import type { HistoryClient } from './history-client.js';
import type { Ledger, Said } from './ledger.js';
import type { Room, World } from './world.js';

const EMOJI = ['👍', '🎉', '👀', '🦀'];

/** One thing a client does in a room; settles with its answer, also when that never comes. */
type Act = (client: HistoryClient, room: Room) => Promise<void>;

/** What people do in a chat, at random. */
export class Acts {
  private nonces = 0;
  /** Messages without an answer, by the device that has to send them again. */
  private readonly outbox = new Map<HistoryClient, Set<Said>>();

  constructor(
    private readonly world: World,
    private readonly ledger: Ledger,
    private readonly dice: Dice,
  ) {}

  any(client: HistoryClient): Promise<void> {
    const room = this.someRoom(client);
    const inChannel = room.kind === 'channel' ? 1 : 0;
    const chances: [number, Act][] = [
      [40, this.say],
      [12, this.edit],
      [7, this.erase],
      [18, this.react],
      [8, this.markRead],
      [inChannel * 4, this.askPoll],
      [inChannel * 9, this.vote],
      [inChannel * 1, this.closePoll],
      [inChannel * (client.person.isModerator ? 6 : 0), this.pin],
      [inChannel * 9, this.switchChannel],
    ];
    let left = this.dice.number(chances.reduce((sum, [share]) => sum + share, 0));
    return chances.find(([share]) => (left -= share) < 0)![1](client, room);
  }

  /** Whatever was not acknowledged, again, under the same nonce. */
  async sendAgain(client: HistoryClient): Promise<void> {
    for (const said of [...(this.outbox.get(client) ?? [])]) await this.send(client, said, undefined);
  }

  /** Says something in a conversation of two, which one of them has just ended: in every process from now on. */
  async sayInVain(client: HistoryClient, room: Room): Promise<void> {
    const answer = await client.ask(messageIn(room, this.world.text(room, client.person)));
    if (answer.kind === 'ack') this.world.fail(`${client.label} wrote to ${room.name} after a block`);
  }

  private readonly say: Act = async (client, room) => {
    const texts = new Set([this.world.text(room, client.person)]);
    const nonce = this.dice.happens(0.85) ? `n${++this.nonces}` : undefined;
    const said: Said = { room, author: client.person, device: client.label, texts, strays: new Set(), nonce };
    this.ledger.say(said);
    const waiting = this.outbox.get(client) ?? new Set();
    this.outbox.set(client, waiting);
    if (nonce !== undefined) waiting.add(said);
    await this.send(client, said, this.dice.happens(0.3) ? this.someMessage(client, room) : undefined);
  };

  private async send(client: HistoryClient, said: Said, parent: number | undefined): Promise<void> {
    const { room, nonce } = said;
    const [text] = said.texts;
    const answer = await client.ask({
      ...messageIn(room, text!),
      ...(nonce !== undefined && { nonce }),
      ...(parent !== undefined && { reply_to: parent }),
    });
    if (answer.kind === 'lost') return;
    this.outbox.get(client)!.delete(said);
    if (answer.kind === 'ack') this.accepted(said, answer.ack);
    if (answer.kind === 'error') this.refused(client, room, answer.code);
  }

  private accepted(said: Said, { id, duplicate }: { id?: number; duplicate?: boolean }): void {
    this.ledger.acknowledge(said, id!);
    if (this.world.areApart(said.room) && !duplicate) this.world.fail(`message ${id} was taken after a block`);
  }

  /** Only blocks keep anybody from writing here, rooms that somebody belongs to no more, and answers to what was erased. */
  private refused(client: HistoryClient, room: Room, code: string): void {
    if (code === 'message.not_found') return;
    const isRight = this.world.areApart(room) ? code === 'user.blocked' : !this.world.maySee(room, client.person);
    if (!isRight) this.world.fail(`${client.label} was refused in ${room.name}: ${code}`);
  }

  private readonly edit: Act = async (client, room) => {
    const said = this.ownMessage(client, room);
    if (!said) return;
    const text = this.world.text(said.room, client.person);
    const before = [...said.texts];
    this.ledger.askEdit(said, text);
    const about = { message_id: said.id!, message: text };
    const { kind } = await client.ask(
      room.kind === 'channel'
        ? { type: 'edit_message', ...about }
        : { type: 'dm_edit', conversation_id: room.id, ...about },
    );
    if (kind === 'ack') for (const old of before) said.texts.delete(old);
    else said.texts.delete(text);
    if (kind === 'lost') said.strays.add(text);
  };

  private readonly erase: Act = async (client, room) => {
    const mayErase = client.person.isModerator && room.kind === 'channel';
    const id = mayErase ? this.someMessage(client, room) : this.ownMessage(client, room)?.id;
    const said = id === undefined ? undefined : this.ledger.ofId(id);
    if (!said) return;
    said.deletion ??= 'asked';
    const about = { message_id: said.id! };
    const { kind } = await client.ask(
      room.kind === 'channel'
        ? { type: 'delete', ...about }
        : { type: 'dm_delete', conversation_id: room.id, ...about },
    );
    if (kind === 'ack') said.deletion = 'acknowledged';
  };

  private readonly react: Act = async (client, room) => {
    const id = this.someMessage(client, room);
    if (id === undefined) return;
    const emoji = this.dice.pick(EMOJI);
    const about = { message_id: id, emoji };
    const { kind } = await client.ask(
      room.kind === 'channel' ? { type: 'react', ...about } : { type: 'dm_react', conversation_id: room.id, ...about },
    );
    if (kind !== 'error') this.ledger.turn(`${id} ${emoji} ${client.person.id}`, kind === 'ack');
  };

  private readonly markRead: Act = async (client, room) => {
    const id = this.someMessage(client, room);
    if (id === undefined) return;
    const about = { message_id: id };
    const { kind } = await client.ask(
      room.kind === 'channel'
        ? { type: 'mark_read', ...about }
        : { type: 'dm_mark_read', conversation_id: room.id, ...about },
    );
    if (kind === 'ack') this.ledger.mark(client.person, room, id);
  };

  private readonly askPoll: Act = async (client, room) => {
    await client.ask({
      type: 'create_poll',
      channel: room.name,
      question: this.world.text(room, client.person),
      options: ['yes', 'no', this.world.text(room, client.person)],
      allow_multiple: this.dice.happens(0.5),
      nonce: `p${++this.nonces}`,
    });
  };

  private readonly vote: Act = async (client) => {
    const poll = this.somePoll(client);
    if (!poll) return;
    const option = this.dice.number(3);
    const { kind } = await client.ask({ type: 'vote_poll', poll_id: poll.id, option_index: option });
    if (poll.allow_multiple && kind !== 'error') {
      this.ledger.turn(`poll ${poll.id} ${option} ${client.person.id}`, kind === 'ack');
    }
  };

  private readonly closePoll: Act = async (client) => {
    const poll = this.somePoll(client);
    if (poll) await client.ask({ type: 'close_poll', poll_id: poll.id });
  };

  private readonly pin: Act = async (client, room) => {
    const id = this.someMessage(client, room);
    if (id === undefined) return;
    await client.ask({ type: this.dice.happens(0.5) ? 'pin_message' : 'unpin_message', message_id: id });
  };

  private readonly switchChannel: Act = async (client) => {
    const others = [...this.world.channels.values()].filter((one) => one !== client.wanted);
    const open = others.filter((one) => this.world.maySee(one, client.person));
    if (open.length > 0) await client.moveTo(this.dice.pick(open));
  };

  /** The channel it is in, or one of its conversations. */
  private someRoom(client: HistoryClient): Room {
    const conversations = this.world.conversationsOf(client.person);
    return conversations.length > 0 && this.dice.happens(0.45) ? this.dice.pick(conversations) : client.wanted;
  }

  private someMessage(client: HistoryClient, { name }: Room): number | undefined {
    const ids = [...(client.copies.get(name)?.messages.keys() ?? [])].slice(-30);
    return ids.length > 0 ? this.dice.pick(ids) : undefined;
  }

  private ownMessage(client: HistoryClient, { name }: Room): Said | undefined {
    const own = [...(client.copies.get(name)?.messages.keys() ?? [])].flatMap((id) => this.ledger.ofId(id) ?? []);
    const mine = own.filter(({ device, deletion }) => device === client.label && !deletion).slice(-10);
    return mine.length > 0 ? this.dice.pick(mine) : undefined;
  }

  private somePoll(client: HistoryClient) {
    const polls = [...(client.copy?.messages.values() ?? [])].flatMap(({ poll }) => poll ?? []).slice(-4);
    return polls.length > 0 ? this.dice.pick(polls) : undefined;
  }
}

const messageIn = ({ kind, id, name }: Room, message: string) =>
  kind === 'channel'
    ? ({ type: 'message', channel: name, message } as const)
    : ({ type: 'dm_message', conversation_id: id, message } as const);
