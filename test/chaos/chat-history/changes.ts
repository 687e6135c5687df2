import type { Dice } from './dice.js';
import type { HistoryClient } from './history-client.js';
import type { PortalProcess } from './portal-process.js';
import type { Channel, Person, World } from './world.js';

/** What changes who may see what: between rounds, one after the other, and in force once it was answered. */
export class Changes {
  constructor(
    private readonly world: World,
    private readonly dice: Dice,
    private readonly portals: readonly PortalProcess[],
    private readonly clients: readonly HistoryClient[],
  ) {}

  async any(): Promise<void> {
    if (this.dice.happens(0.08)) await this.block();
    if (this.dice.happens(0.08)) await this.anonymity();
    if (this.dice.happens(0.2)) await this.membership();
  }

  async createChannel(name: string, owner: Person, isPrivate: boolean, members: readonly Person[]): Promise<Channel> {
    const body = { name, visibility: isPrivate ? 'private' : 'public' };
    const { id } = (await this.call(owner, 'POST', '/api/chat/channels', body)) as { id: number };
    const channel = { id, name, isPrivate };
    this.world.channels.set(name, channel);
    this.world.admit(channel, owner);
    for (const person of members) await this.admit(channel, owner, person);
    return channel;
  }

  private async admit(channel: Channel, owner: Person, person: Person): Promise<void> {
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
    for (const client of this.clients.filter((one) => one.person === person)) {
      client.copies.delete(channel.name);
      // It stays inside unless the server shows it out; it learns nothing by that.
      if (client.wanted === channel) client.isAstray = true;
    }
  }

  private async block(): Promise<void> {
    const others = this.world.people.filter(({ isModerator }) => !isModerator);
    const blocker = this.dice.pick(others);
    const blocked = this.dice.pick(others.filter((person) => person !== blocker));
    const isBlocked = !this.world.isBlocked(blocker, blocked);
    await this.call(blocker, isBlocked ? 'POST' : 'DELETE', `/api/users/${blocked.id}/block`);
    // Other processes follow within moments; from then on it is in force.
    for (const portal of this.portals.filter(({ url }) => url !== undefined)) {
      while ((await portal.ask<boolean>({ isBlocked: [blocker.id, blocked.id] })) !== isBlocked);
    }
    this.world.setBlock(blocker, blocked, isBlocked);
  }

  private async anonymity(): Promise<void> {
    const person = this.dice.pick(this.world.people.filter(({ isModerator }) => !isModerator));
    await this.call(person, 'PUT', '/api/me/anonymous', { anonymous: this.dice.happens(0.5) });
  }

  private async call(person: Person, method: string, path: string, body?: object): Promise<unknown> {
    const url = this.portals.find((portal) => portal.url !== undefined)!.url!;
    const headers = { authorization: `Bearer ${person.key}`, ...(body && { 'content-type': 'application/json' }) };
    const response = await fetch(`${url}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? undefined : response.json();
  }
}
