import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { PubSub, SharedState } from '#libs/events';

/** Stands for "has a chat socket open", in whichever channel. */
const ANYWHERE = 0;

type Listener = (roomId: number, userId: number, isHere: boolean) => void;

/** Who is in which channel, over all processes; in memory only. */
@Injectable()
export class Presence implements OnModuleInit, OnModuleDestroy {
  private readonly state: SharedState<1>;
  /** Sockets of this process, by `room:user`. */
  private readonly sockets = new Map<string, number>();
  /** Processes that have somebody in a channel. */
  private readonly present = new Map<number, Map<number, number>>();
  private readonly listeners: Listener[] = [];

  constructor(pubSub: PubSub) {
    this.state = new SharedState(pubSub, 'chat.presence');
    this.state.onChange(({ key, before, after }) => {
      if (before === undefined || after === undefined) this.count(key, after === undefined ? -1 : 1);
    });
  }

  onModuleInit(): void {
    this.state.open();
  }

  onModuleDestroy(): void {
    this.state.close();
  }

  /** Told when somebody's first socket enters a channel and when the last one leaves it. */
  onChange(listener: Listener): void {
    this.listeners.push(listener);
  }

  usersIn(roomId: number): Iterable<number> {
    return this.present.get(roomId)?.keys() ?? [];
  }

  countIn(roomId: number): number {
    return this.present.get(roomId)?.size ?? 0;
  }

  get online(): number {
    return this.countIn(ANYWHERE);
  }

  connected(userId: number): void {
    this.entered(ANYWHERE, userId);
  }

  disconnected(userId: number): void {
    this.left(ANYWHERE, userId);
  }

  entered(roomId: number, userId: number): void {
    const key = `${roomId}:${userId}`;
    const count = (this.sockets.get(key) ?? 0) + 1;
    this.sockets.set(key, count);
    if (count === 1) this.state.set(key, 1);
  }

  left(roomId: number, userId: number): void {
    const key = `${roomId}:${userId}`;
    const count = (this.sockets.get(key) ?? 1) - 1;
    if (count > 0) {
      this.sockets.set(key, count);
      return;
    }
    this.sockets.delete(key);
    this.state.delete(key);
  }

  private count(key: string, step: 1 | -1): void {
    const [roomId, userId] = key.split(':').map(Number) as [number, number];
    const users = this.present.get(roomId) ?? new Map<number, number>();
    const before = users.get(userId) ?? 0;
    if (before + step > 0) users.set(userId, before + step);
    else users.delete(userId);
    if (users.size > 0) this.present.set(roomId, users);
    else this.present.delete(roomId);
    if (roomId === ANYWHERE || (before > 0 && before + step > 0)) return;
    for (const listener of this.listeners) listener(roomId, userId, step > 0);
  }
}
