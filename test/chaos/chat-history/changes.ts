import type { Conversation } from '#libs/contracts';
import type { Acts } from './acts.js';
import type { Dice } from './dice.js';
import type { HistoryClient } from './history-client.js';
import type { PortalProcess } from './portal-process.js';
import type { Person, Room, World } from './world.js';

/** What changes who may see what: between rounds, one after the other, and in force in all processes once it was answered. */
export class Changes {
  constructor(
    private readonly world: World,
    private readonly dice: Dice,
    private readonly portals: readonly PortalProcess[],
    private readonly clients: readonly HistoryClient[],
    private readonly acts: Acts,
  ) {}

  async any(): Promise<void> {
    if (this.dice.happens(0.08)) await this.block();
    if (this.dice.happens(0.08)) await this.anonymity();
    if (this.dice.happens(0.2)) await this.membership();
    if (this.dice.happens(0.2)) await this.participation();
  }

  async createChannel(name: string, owner: Person, isPrivate: boolean, members: readonly Person[]): Promise<void> {
    const body = { name, visibility: isPrivate ? 'private' : 'public' };
    const { id } = (await this.call(owner, 'POST', '/api/chat/channels', body)) as { id: number };
    const channel: Room = { id, name, kind: 'channel', isPrivate };
    this.world.channels.set(name, channel);
    this.world.admit(channel, owner);
    for (const person of members) await this.admit(channel, owner, person);
  }

  async converse(owner: Person, ...others: readonly Person[]): Promise<void> {
    const kind = others.length === 1 ? 'direct' : 'group';
    const body = kind === 'direct' ? { user_id: others[0]!.id } : { user_ids: others.map(({ id }) => id) };
    const { id } = (await this.call(owner, 'POST', '/api/dm/conversations', body)) as { id: number };
    const room: Room = { id, name: `dm${id}`, kind, isPrivate: true };
    this.world.conversations.set(room.name, room);
    for (const person of [owner, ...others]) this.world.admit(room, person);
  }

  async conversationsOf(person: Person): Promise<Conversation[]> {
    const answer = await this.call(person, 'GET', '/api/dm/conversations');
    this.world.inspect(person, JSON.stringify(answer));
    return (answer as { conversations: Conversation[] }).conversations;
  }

  private async admit(channel: Room, owner: Person, person: Person): Promise<void> {
    await this.call(owner, 'POST', `/api/chat/channels/${channel.id}/members`, { user_id: person.id });
    this.world.admit(channel, person);
  }

  /** The others may come and go; the first two and the moderator stay. */
  private async membership(): Promise<void> {
    const channel = [...this.world.channels.values()].find(({ isPrivate }) => isPrivate)!;
    const movable = this.world.people.slice(2).filter(({ isModerator }) => !isModerator);
    const inside = movable.filter((one) =>
      this.clients.some(({ person, wanted }) => person === one && wanted === channel),
    );
    const person = this.dice.pick(inside.length > 0 ? inside : movable);
    const owner = this.world.people[0]!;
    if (!this.world.maySee(channel, person)) return this.admit(channel, owner, person);
    await this.call(owner, 'DELETE', `/api/chat/channels/${channel.id}/members/${person.id}`);
    this.world.exclude(channel, person);
    for (const client of this.devicesOf(person)) {
      await this.refused(client, { type: 'history', channel: channel.name });
      if (client.wanted !== channel) await this.refused(client, { type: 'join', channel: channel.name });
      client.copies.delete(channel.name);
      // It stays inside unless the server shows it out; it learns nothing by that.
      if (client.wanted === channel) client.isAstray = true;
    }
  }

  /** The same in groups: whoever goes, goes by itself. */
  private async participation(): Promise<void> {
    const room = this.dice.pick([...this.world.conversations.values()].filter(({ kind }) => kind === 'group'));
    const person = this.dice.pick(this.world.people.slice(2).filter(({ isModerator }) => !isModerator));
    const path = `/api/dm/conversations/${room.id}`;
    if (this.world.maySee(room, person)) {
      await this.call(person, 'POST', `${path}/leave`);
      this.world.exclude(room, person);
      for (const client of this.devicesOf(person)) {
        client.forget(room);
        for (const type of ['dm_open', 'dm_history'] as const) {
          await this.refused(client, { type, conversation_id: room.id });
        }
      }
      return;
    }
    const members = this.world.membersOf(room).filter((one) => !this.world.hides(room, one, person));
    if (members.length === 0) return;
    // It may be told of the group before the answer is here.
    this.world.admit(room, person);
    await this.call(this.dice.pick(members), 'POST', `${path}/participants`, { user_ids: [person.id] });
    for (const client of this.devicesOf(person)) await client.enterConversation(room);
  }

  private async block(): Promise<void> {
    const others = this.world.people.filter(({ isModerator }) => !isModerator);
    const blocker = this.dice.pick(others);
    const blocked = this.dice.pick(others.filter((person) => person !== blocker));
    const isBlocked = !this.world.isBlocked(blocker, blocked);
    await this.call(blocker, isBlocked ? 'POST' : 'DELETE', `/api/users/${blocked.id}/block`);
    this.world.setBlock(blocker, blocked, isBlocked);
    const direct = this.world
      .conversationsOf(blocker)
      .find((room) => room.kind === 'direct' && this.world.maySee(room, blocked));
    if (direct && isBlocked) {
      for (const client of [...this.devicesOf(blocked), ...this.devicesOf(blocker)]) {
        await this.acts.sayInVain(client, direct);
      }
    }
    // What is delivered in channels and groups follows within moments.
    for (const portal of this.portals.filter(({ url }) => url !== undefined)) {
      while ((await portal.ask<boolean>({ isBlocked: [blocker.id, blocked.id] })) !== isBlocked);
    }
  }

  private async anonymity(): Promise<void> {
    const person = this.dice.pick(this.world.people.filter(({ isModerator }) => !isModerator));
    await this.call(person, 'PUT', '/api/me/anonymous', { anonymous: this.dice.happens(0.5) });
  }

  private devicesOf(person: Person): HistoryClient[] {
    return this.clients.filter((client) => client.person === person);
  }

  private async refused(client: HistoryClient, frame: Parameters<HistoryClient['ask']>[0]): Promise<void> {
    const { kind } = await client.ask(frame);
    if (kind === 'ack') this.world.fail(`${client.label} was let in: ${JSON.stringify(frame)}`);
  }

  private async call(person: Person, method: string, path: string, body?: object): Promise<unknown> {
    const { url } = this.dice.pick(this.portals.filter((portal) => portal.url !== undefined));
    const headers = { authorization: `Bearer ${person.key}`, ...(body && { 'content-type': 'application/json' }) };
    const response = await fetch(`${url}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? undefined : response.json();
  }
}
