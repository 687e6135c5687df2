import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { PubSub } from '#libs/events';

const TOPIC = 'chat.presence';
/** Every process repeats what it has this often; who is not heard of for three times as long is gone. */
const REPEAT_MS = 10_000;
const FORGET_MS = 3 * REPEAT_MS;

type Message =
  | { process: string; kind: 'change'; room: number; user: number; isHere: boolean }
  | { process: string; kind: 'all'; users: number[]; rooms: [number, number[]][] }
  | { process: string; kind: 'ask' };

interface Process {
  heardAt: number;
  rooms: Map<number, Set<number>>;
  users: Set<number>;
}

type Listener = (roomId: number, userId: number, isHere: boolean) => void;

/** Who is in which channel, over all processes; in memory only. */
@Injectable()
export class Presence implements OnModuleInit, OnModuleDestroy {
  private readonly id = randomUUID();
  private readonly processes = new Map<string, Process>();
  /** Sockets of this process, by channel and user. */
  private readonly sockets = new Map<number, Map<number, number>>();
  private readonly userSockets = new Map<number, number>();
  private readonly listeners: Listener[] = [];
  private timer: NodeJS.Timeout | undefined;
  private unsubscribe: (() => void) | undefined;

  constructor(private readonly pubSub: PubSub) {}

  onModuleInit(): void {
    this.unsubscribe = this.pubSub.subscribe<Message>(TOPIC, (message) => this.receive(message));
    this.timer = setInterval(() => this.repeat(), REPEAT_MS).unref();
    this.publish({ process: this.id, kind: 'ask' });
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
    this.unsubscribe?.();
    if (this.userSockets.size > 0) this.publish({ process: this.id, kind: 'all', users: [], rooms: [] });
  }

  /** Told when somebody's first socket enters a channel and when the last one leaves it. */
  onChange(listener: Listener): void {
    this.listeners.push(listener);
  }

  usersIn(roomId: number): Set<number> {
    const users = new Set(this.sockets.get(roomId)?.keys());
    for (const { rooms } of this.processes.values()) for (const user of rooms.get(roomId) ?? []) users.add(user);
    return users;
  }

  get online(): Set<number> {
    const users = new Set(this.userSockets.keys());
    for (const process of this.processes.values()) for (const user of process.users) users.add(user);
    return users;
  }

  connected(userId: number): void {
    this.userSockets.set(userId, (this.userSockets.get(userId) ?? 0) + 1);
  }

  disconnected(userId: number): void {
    const left = (this.userSockets.get(userId) ?? 1) - 1;
    if (left > 0) this.userSockets.set(userId, left);
    else this.userSockets.delete(userId);
  }

  entered(roomId: number, userId: number): void {
    const users = this.sockets.get(roomId) ?? new Map<number, number>();
    this.sockets.set(roomId, users);
    const count = (users.get(userId) ?? 0) + 1;
    const isNew = count === 1 && !this.isElsewhere(roomId, userId);
    users.set(userId, count);
    if (count === 1) this.publish({ process: this.id, kind: 'change', room: roomId, user: userId, isHere: true });
    if (isNew) this.tell(roomId, userId, true);
  }

  left(roomId: number, userId: number): void {
    const users = this.sockets.get(roomId);
    const count = (users?.get(userId) ?? 1) - 1;
    if (count > 0) {
      users!.set(userId, count);
      return;
    }
    users?.delete(userId);
    if (users?.size === 0) this.sockets.delete(roomId);
    this.publish({ process: this.id, kind: 'change', room: roomId, user: userId, isHere: false });
    if (!this.isElsewhere(roomId, userId)) this.tell(roomId, userId, false);
  }

  private isElsewhere(roomId: number, userId: number): boolean {
    return [...this.processes.values()].some(({ rooms }) => rooms.get(roomId)?.has(userId));
  }

  private receive(message: Message): void {
    if (message.process === this.id) return;
    if (message.kind === 'ask') this.repeat();
    else if (message.kind === 'all') this.learn(message.process, message.users, message.rooms);
    else this.change(message.process, message.room, message.user, message.isHere);
  }

  private change(name: string, roomId: number, userId: number, isHere: boolean): void {
    const process = this.processes.get(name) ?? { heardAt: Date.now(), rooms: new Map(), users: new Set() };
    this.processes.set(name, process);
    const users = process.rooms.get(roomId) ?? new Set();
    process.rooms.set(roomId, users);
    const wasThere = this.usersIn(roomId).has(userId);
    if (isHere) users.add(userId);
    else users.delete(userId);
    if (isHere) process.users.add(userId);
    const isThere = this.usersIn(roomId).has(userId);
    if (wasThere !== isThere) this.tell(roomId, userId, isThere);
  }

  /** The whole of another process; what differs from before is told. */
  private learn(name: string, users: number[], rooms: [number, number[]][]): void {
    const before = this.processes.get(name)?.rooms ?? new Map<number, Set<number>>();
    const now = new Map(rooms.map(([roomId, list]) => [roomId, new Set(list)]));
    for (const roomId of new Set([...before.keys(), ...now.keys()])) {
      for (const user of before.get(roomId) ?? []) {
        if (!now.get(roomId)?.has(user)) this.change(name, roomId, user, false);
      }
      for (const user of now.get(roomId) ?? []) this.change(name, roomId, user, true);
    }
    this.processes.set(name, { heardAt: Date.now(), rooms: now, users: new Set(users) });
  }

  private repeat(): void {
    for (const [name, { heardAt }] of this.processes) {
      if (Date.now() - heardAt < FORGET_MS) continue;
      this.learn(name, [], []);
      this.processes.delete(name);
    }
    const rooms = [...this.sockets].map(([roomId, users]): [number, number[]] => [roomId, [...users.keys()]]);
    this.publish({ process: this.id, kind: 'all', users: [...this.userSockets.keys()], rooms });
  }

  private publish(message: Message): void {
    // Lost presence is repeated soon.
    void this.pubSub.publish(TOPIC, message).catch(() => undefined);
  }

  private tell(roomId: number, userId: number, isHere: boolean): void {
    for (const listener of this.listeners) listener(roomId, userId, isHere);
  }
}
