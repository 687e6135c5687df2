import { setTimeout as delay } from 'node:timers/promises';
import { Acts } from './acts.js';
import { Changes } from './changes.js';
import { Checks } from './checks.js';
import type { Dice } from './dice.js';
import { HistoryClient } from './history-client.js';
import { Ledger } from './ledger.js';
import type { PortalProcess } from './portal-process.js';
import { Truths } from './truth.js';
import type { Room, World } from './world.js';

const PEOPLE = ['ada', 'bob', 'cleo', 'dan', 'eve', 'finn', 'gil'];
/** Everything is compared this often, in between only what changed. */
const FULL_EVERY = 40;
const COUNT_EVERY = 8;
/** Share of the kills that leave no process. */
const ALL_AT_ONCE = 0.25;

/** Rounds of acts and faults, each followed by a moment of quiet in which everything must agree. */
export class Rounds {
  readonly clients: HistoryClient[] = [];
  readonly counts = { kills: 0, blackouts: 0, cuts: 0, deafenings: 0, resumes: 0 };
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
    this.changes = new Changes(world, dice, portals, this.clients, this.acts);
  }

  get messages(): number {
    return this.truths.all.size;
  }

  async open(): Promise<void> {
    const { world } = this;
    for (const name of PEOPLE) await world.addPerson(name);
    const moderator = await world.addPerson('mo', true);
    const [{ id } = { id: 0 }] = (await world.database.query<{ id: number }>('SELECT id FROM rooms')).rows;
    const general: Room = { id, name: 'general', kind: 'channel', isPrivate: false };
    world.channels.set('general', general);
    const [ada, bob, cleo, dan, eve, finn] = world.people;
    await this.changes.createChannel('inner', ada!, true, [bob!, moderator]);
    await this.changes.createChannel('outer', ada!, false, []);
    await this.changes.converse(ada!, bob!);
    await this.changes.converse(cleo!, ada!);
    await this.changes.converse(moderator, dan!);
    await this.changes.converse(ada!, bob!, cleo!, moderator);
    await this.changes.converse(bob!, ada!, eve!, finn!);
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
    if (round % COUNT_EVERY === 0) await this.countUnread();
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
    const changed = await this.truths.update(async (ids) => (await this.live()).ask({ texts: ids }));
    this.checks.promises(changed);
    if (isFull) this.checks.everything();
    for (const client of this.clients) this.checks.shown(client, isFull ? this.truths.all.keys() : changed);
  }

  private async countUnread(): Promise<void> {
    for (const client of this.clients) {
      // A server that lost its listener sends everybody away at any time.
      do await this.attach(client);
      while ((await client.ask({ type: 'subscribe' })).kind === 'lost');
      this.checks.unread(client);
    }
    for (const person of this.world.people) {
      this.checks.listed(person, await this.changes.conversationsOf(person));
    }
  }

  private async fault(round: number): Promise<void> {
    await delay(this.dice.number(15));
    if (round % this.killEvery === 0) await this.kill();
    else if (this.dice.happens(0.4)) {
      this.counts.cuts++;
      this.dice.pick(this.clients).cut();
    } else if (this.dice.happens(0.1)) await this.deafen();
  }

  /** One of them, or all at once. */
  private async kill(): Promise<void> {
    await this.restarting;
    const doomed = this.dice.happens(ALL_AT_ONCE) ? this.portals : [this.dice.pick(this.portals)];
    this.counts.kills += doomed.length;
    if (doomed === this.portals) this.counts.blackouts++;
    await Promise.all(doomed.map((portal) => portal.kill()));
    this.restarting = Promise.all(doomed.map((portal) => portal.start())).then(() => undefined);
  }

  /** Every process loses the connection it hears of commits by. */
  private async deafen(): Promise<void> {
    // One that is still starting may end by it.
    await this.restarting;
    this.counts.deafenings++;
    await this.world.database.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'portal-listen'`,
    );
  }

  /** Everybody is back, has sent again what was not acknowledged, and has heard of all that happened. */
  private async quiet(): Promise<void> {
    await Promise.all(this.clients.map((client) => this.attach(client)));
    const seqs = await this.truths.seqs();
    await Promise.all(this.clients.map((client) => this.hears(client, seqs)));
  }

  /** A server that lost its listener may still be sending everybody away. */
  private async hears(client: HistoryClient, seqs: ReadonlyMap<string, number>): Promise<void> {
    const rooms = [client.wanted, ...this.world.conversationsOf(client.person)];
    do {
      await this.attach(client);
      for (const room of rooms) await client.reaches(room, seqs.get(room.name)!);
    } while (!client.isOpen);
  }

  private async attach(client: HistoryClient): Promise<void> {
    while (!client.isOpen) {
      try {
        await client.open((await this.live()).url!);
        this.counts.resumes++;
        const { kind } = await client.enter();
        if (kind === 'error') throw new Error(`${client.label} may not enter ${client.wanted.name}.`);
        await client.enterConversations();
      } catch (error) {
        if (!/ECONNREFUSED|hang up|ECONNRESET/.test(String(error))) throw error;
      }
    }
    await this.acts.sendAgain(client);
  }

  private async live(): Promise<PortalProcess> {
    if (this.portals.every(({ url }) => url === undefined)) await this.restarting;
    return this.dice.pick(this.portals.filter(({ url }) => url !== undefined));
  }
}
