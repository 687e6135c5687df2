import { setTimeout as delay } from 'node:timers/promises';
import { Acts } from './acts.js';
import { Changes } from './changes.js';
import { Checks } from './checks.js';
import type { Dice } from './dice.js';
import { HistoryClient } from './history-client.js';
import { Ledger } from './ledger.js';
import type { PortalProcess } from './portal-process.js';
import { Truths } from './truth.js';
import type { Channel, World } from './world.js';

const PEOPLE = ['ada', 'bob', 'cleo', 'dan', 'eve', 'finn', 'gil'];
/** Everything is compared this often, in between only what changed. */
const FULL_EVERY = 40;

/** Rounds of acts and faults, each followed by a moment of quiet in which everything must agree. */
export class Rounds {
  readonly clients: HistoryClient[] = [];
  readonly counts = { kills: 0, cuts: 0, deafenings: 0, resumes: 0, words: 0 };
  private readonly ledger = new Ledger();
  private readonly truths: Truths;
  private readonly checks: Checks;
  private readonly acts: Acts;
  private readonly changes: Changes;
  /** A killed process on its way back. */
  restarting: Promise<void> = Promise.resolve();

  constructor(
    readonly world: World,
    private readonly dice: Dice,
    private readonly portals: readonly PortalProcess[],
    private readonly killEvery: number,
  ) {
    this.truths = new Truths(world.database);
    this.checks = new Checks(world, this.ledger, this.truths);
    this.acts = new Acts(world, this.ledger, dice);
    this.changes = new Changes(world, dice, portals, this.clients);
  }

  get messages(): number {
    return this.truths.all.size;
  }

  async open(): Promise<void> {
    const { world } = this;
    for (const name of PEOPLE) await world.addPerson(name);
    const moderator = await world.addPerson('mo', true);
    const [{ id } = { id: 0 }] = (await world.database.query<{ id: number }>('SELECT id FROM rooms')).rows;
    const general = { id, name: 'general', isPrivate: false };
    world.channels.set('general', general);
    const [ada, bob] = world.people;
    await this.changes.createChannel('inner', ada!, true, [bob!, moderator]);
    await this.changes.createChannel('outer', ada!, false, []);
    const order = new Map<string, string>();
    for (const person of [moderator, ...world.people.slice(0, -1), ada!, bob!]) {
      const label = `${person.name}${this.clients.length}`;
      this.clients.push(new HistoryClient(person, label, world, order, general));
    }
    await Promise.all(this.clients.map((client) => this.attach(client)));
  }

  async one(round: number): Promise<void> {
    await this.changes.any();
    const acting = this.clients.filter(({ isAstray }) => !isAstray);
    const acts = acting.flatMap((client) =>
      Array.from({ length: 1 + this.dice.number(3) }, async () => {
        await delay(this.dice.number(10));
        await this.acts.any(client);
      }),
    );
    await Promise.all([...acts, this.fault(round)]);
    await this.leadAway();
    await this.quiet();
    await this.compare(round % FULL_EVERY === 0);
    if (round % 5 === 0) await this.countUnread();
  }

  /** Everybody visits every channel once more. */
  async close(): Promise<void> {
    await this.restarting;
    for (const channel of this.world.channels.values()) {
      for (const client of this.clients) if (this.world.maySee(channel, client.person)) await client.moveTo(channel);
      await this.quiet();
      await this.compare(true);
    }
  }

  /** Only now, so that it would have seen what was said since. */
  private async leadAway(): Promise<void> {
    for (const client of this.clients.filter(({ isAstray }) => isAstray)) {
      client.isAstray = false;
      client.wanted = this.world.channels.get('general')!;
      await client.enter();
    }
  }

  private async compare(isFull: boolean): Promise<void> {
    const changed = await this.truths.update((ids) => this.live().ask({ texts: ids }));
    this.checks.promises(changed);
    if (isFull) this.checks.everything();
    for (const client of this.clients) this.checks.shown(client, isFull ? this.truths.all.keys() : changed);
  }

  private async countUnread(): Promise<void> {
    for (const client of this.clients) {
      await client.ask({ type: 'subscribe' });
      this.checks.unread(client);
    }
  }

  private async fault(round: number): Promise<void> {
    await delay(this.dice.number(15));
    if (round % this.killEvery === 0) await this.killOne();
    else if (this.dice.happens(0.4)) {
      this.counts.cuts++;
      this.dice.pick(this.clients).cut();
    } else if (this.dice.happens(0.1)) await this.deafen();
  }

  /** Never the last one: who is left takes everybody in. */
  private async killOne(): Promise<void> {
    await this.restarting;
    const portal = this.dice.pick(this.portals);
    this.counts.kills++;
    await portal.kill();
    this.restarting = portal.start();
  }

  /** Every process loses the connection it hears of commits by. */
  private async deafen(): Promise<void> {
    this.counts.deafenings++;
    await this.world.database.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'portal-listen'`,
    );
  }

  /** Everybody is back, has sent again what was not acknowledged, and has heard of all that was said. */
  private async quiet(): Promise<void> {
    await Promise.all(this.clients.map((client) => this.attach(client)));
    for (const channel of this.world.channels.values()) {
      const last = await this.lastWord(channel);
      const inside = this.clients.filter(({ wanted }) => wanted === channel);
      await Promise.all(inside.map((client) => this.hears(client, last)));
    }
  }

  /** A server that lost its listener may still be sending everybody away. */
  private async lastWord(channel: Channel): Promise<number> {
    const mo = this.clients[0]!;
    const said = this.acts.newText(mo, channel, `last${++this.counts.words}`);
    while (said.id === undefined) await this.attach(mo).then(() => this.acts.sendAgain(mo));
    return said.id;
  }

  private async hears(client: HistoryClient, id: number): Promise<void> {
    do {
      await this.attach(client);
      await client.sees(id);
    } while (!client.isOpen);
  }

  private async attach(client: HistoryClient): Promise<void> {
    while (!client.isOpen) {
      try {
        await client.open(this.live().url!);
        this.counts.resumes++;
        const { kind } = await client.enter();
        if (kind === 'error') throw new Error(`${client.label} may not enter ${client.wanted.name}.`);
      } catch (error) {
        if (!/ECONNREFUSED|hang up|ECONNRESET/.test(String(error))) throw error;
      }
    }
    await this.acts.sendAgain(client);
  }

  private live(): PortalProcess {
    return this.dice.pick(this.portals.filter(({ url }) => url !== undefined));
  }
}
