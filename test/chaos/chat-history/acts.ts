import type { Dice } from './dice.js';
import type { HistoryClient } from './history-client.js';
import type { Ledger, Said } from './ledger.js';
import type { Channel, World } from './world.js';

const EMOJI = ['👍', '🎉', '👀', '🦀'];

/** One thing a client does; settles with its answer, also when that never comes. */
type Act = (client: HistoryClient) => Promise<void>;

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
    const chances: [number, Act][] = [
      [40, this.say],
      [12, this.edit],
      [7, this.erase],
      [18, this.react],
      [4, this.askPoll],
      [9, this.vote],
      [1, this.closePoll],
      [8, this.markRead],
      [client.person.isModerator ? 6 : 0, this.pin],
      [9, this.switchChannel],
    ];
    let left = this.dice.number(chances.reduce((sum, [share]) => sum + share, 0));
    return chances.find(([share]) => (left -= share) < 0)![1](client);
  }

  /** Whatever was not acknowledged, again, under the same nonce. */
  async sendAgain(client: HistoryClient): Promise<void> {
    for (const said of [...(this.outbox.get(client) ?? [])]) await this.send(client, said, undefined);
  }

  /** A text that waits to be sent. */
  newText(client: HistoryClient, channel: Channel, nonce: string | undefined): Said {
    const texts = new Set([this.world.text(channel, client.person)]);
    const said: Said = { channel, author: client.person, device: client.label, texts, strays: new Set(), nonce };
    this.ledger.say(said);
    const waiting = this.outbox.get(client) ?? new Set();
    this.outbox.set(client, waiting);
    if (nonce !== undefined) waiting.add(said);
    return said;
  }

  private readonly say: Act = async (client) => {
    const said = this.newText(client, client.wanted, this.dice.happens(0.85) ? `n${++this.nonces}` : undefined);
    await this.send(client, said, this.dice.happens(0.3) ? this.someMessage(client) : undefined);
  };

  private async send(client: HistoryClient, said: Said, parent: number | undefined): Promise<void> {
    const { channel, nonce } = said;
    const [text] = said.texts;
    const answer = await client.ask({
      type: 'message',
      channel: channel.name,
      message: text!,
      ...(nonce !== undefined && { nonce }),
      ...(parent !== undefined && { reply_to: parent }),
    });
    if (answer.kind === 'lost') return;
    this.outbox.get(client)!.delete(said);
    if (answer.kind === 'ack') this.ledger.acknowledge(said, answer.ack.id!);
  }

  private readonly edit: Act = async (client) => {
    const said = this.ownMessage(client);
    if (!said) return;
    const text = this.world.text(said.channel, client.person);
    const before = [...said.texts];
    this.ledger.askEdit(said, text);
    const { kind } = await client.ask({ type: 'edit_message', message_id: said.id!, message: text });
    if (kind === 'ack') for (const old of before) said.texts.delete(old);
    else said.texts.delete(text);
    if (kind === 'lost') said.strays.add(text);
  };

  private readonly erase: Act = async (client) => {
    const id = client.person.isModerator ? this.someMessage(client) : this.ownMessage(client)?.id;
    const said = id === undefined ? undefined : this.ledger.ofId(id);
    if (!said) return;
    said.deletion ??= 'asked';
    const { kind } = await client.ask({ type: 'delete', message_id: said.id! });
    if (kind === 'ack') said.deletion = 'acknowledged';
  };

  private readonly react: Act = async (client) => {
    const id = this.someMessage(client);
    if (id === undefined) return;
    const emoji = this.dice.pick(EMOJI);
    const { kind } = await client.ask({ type: 'react', message_id: id, emoji });
    if (kind !== 'error') this.ledger.turn(`${id} ${emoji} ${client.person.id}`, kind === 'ack');
  };

  private readonly askPoll: Act = async (client) => {
    await client.ask({
      type: 'create_poll',
      channel: client.wanted.name,
      question: this.world.text(client.wanted, client.person),
      options: ['yes', 'no', this.world.text(client.wanted, client.person)],
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

  private readonly markRead: Act = async (client) => {
    const id = this.someMessage(client);
    if (id === undefined) return;
    const { wanted } = client;
    const { kind } = await client.ask({ type: 'mark_read', message_id: id });
    if (kind === 'ack') this.ledger.mark(client.person, wanted, id);
  };

  private readonly pin: Act = async (client) => {
    const id = this.someMessage(client);
    if (id === undefined) return;
    await client.ask({ type: this.dice.happens(0.5) ? 'pin_message' : 'unpin_message', message_id: id });
  };

  private readonly switchChannel: Act = async (client) => {
    const others = [...this.world.channels.values()].filter((one) => one !== client.wanted);
    const open = others.filter((one) => this.world.maySee(one, client.person));
    if (open.length > 0) await client.moveTo(this.dice.pick(open));
  };

  private someMessage(client: HistoryClient): number | undefined {
    const ids = [...(client.copy?.messages.keys() ?? [])].slice(-30);
    return ids.length > 0 ? this.dice.pick(ids) : undefined;
  }

  private ownMessage(client: HistoryClient): Said | undefined {
    const own = [...(client.copy?.messages.keys() ?? [])].flatMap((id) => this.ledger.ofId(id) ?? []);
    const mine = own.filter(({ device, deletion }) => device === client.label && !deletion).slice(-10);
    return mine.length > 0 ? this.dice.pick(mine) : undefined;
  }

  private somePoll(client: HistoryClient) {
    const polls = [...(client.copy?.messages.values() ?? [])].flatMap(({ poll }) => poll ?? []).slice(-4);
    return polls.length > 0 ? this.dice.pick(polls) : undefined;
  }
}
