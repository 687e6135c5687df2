import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { VoiceUser } from '#libs/contracts';
import { PubSub } from '#libs/events';

const TOPIC = 'voice.rooms';
/** Every process repeats whom it has this often; who is not heard of for three times as long is gone. */
const REPEAT_MS = 10_000;
const FORGET_MS = 3 * REPEAT_MS;

/** Somebody in a voice room: `channel:7` or `dm:12`. */
export interface VoicePlace {
  room: string;
  user: VoiceUser;
}

export type VoiceNews =
  | { kind: 'joined' | 'left' | 'changed'; room: string; user: VoiceUser }
  | { kind: 'signal'; room: string; from: number; to: number; signal: unknown }
  | { kind: 'speaking'; room: string; user: number; speaking: boolean };

type Message =
  | { process: string; kind: 'ask' }
  | { process: string; kind: 'all'; places: VoicePlace[] }
  | { process: string; kind: 'set'; place: VoicePlace }
  | { process: string; kind: 'gone'; user: number }
  | { process: string; kind: 'news'; news: Extract<VoiceNews, { kind: 'signal' | 'speaking' }> };

interface Place extends VoicePlace {
  process: string;
  heardAt: number;
}

/** Who talks where, over all processes; a user is in one room. In memory only: voice that is interrupted is joined again. */
@Injectable()
export class VoiceRooms implements OnModuleInit, OnModuleDestroy {
  private readonly id = randomUUID();
  private readonly places = new Map<number, Place>();
  private readonly listeners: ((news: VoiceNews) => void)[] = [];
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
    if (this.own.length > 0) this.publish({ process: this.id, kind: 'all', places: [] });
  }

  onNews(listener: (news: VoiceNews) => void): void {
    this.listeners.push(listener);
  }

  placeOf(userId: number): VoicePlace | undefined {
    return this.places.get(userId);
  }

  usersIn(room: string): VoiceUser[] {
    return [...this.places.values()].filter((place) => place.room === room).map(({ user }) => user);
  }

  /** Enters, moves or changes somebody of this process. */
  put(place: VoicePlace): void {
    this.set(this.id, place);
    this.publish({ process: this.id, kind: 'set', place });
  }

  take(userId: number): void {
    if (this.places.get(userId)?.process !== this.id) return;
    this.remove(userId);
    this.publish({ process: this.id, kind: 'gone', user: userId });
  }

  /** Passed on at once, kept nowhere. */
  pass(news: Extract<VoiceNews, { kind: 'signal' | 'speaking' }>): void {
    this.publish({ process: this.id, kind: 'news', news });
    this.tell(news);
  }

  private get own(): Place[] {
    return [...this.places.values()].filter(({ process }) => process === this.id);
  }

  private receive(message: Message): void {
    if (message.process === this.id) return;
    if (message.kind === 'ask') this.repeat();
    else if (message.kind === 'set') this.set(message.process, message.place);
    else if (message.kind === 'news') this.tell(message.news);
    else if (message.kind === 'gone') this.removeOf(message.process, message.user);
    else this.learn(message.process, message.places);
  }

  private set(process: string, place: VoicePlace): void {
    const before = this.places.get(place.user.user_id);
    if (before && before.room !== place.room) this.remove(place.user.user_id);
    this.places.set(place.user.user_id, { ...place, process, heardAt: Date.now() });
    if (before?.room !== place.room) this.tell({ kind: 'joined', ...place });
    else if (before.user.muted !== place.user.muted || before.user.deafened !== place.user.deafened) {
      this.tell({ kind: 'changed', ...place });
    }
  }

  private learn(process: string, places: VoicePlace[]): void {
    const present = new Set(places.map(({ user }) => user.user_id));
    for (const [userId, place] of this.places) {
      if (place.process === process && !present.has(userId)) this.remove(userId);
    }
    for (const place of places) this.set(process, place);
  }

  private removeOf(process: string, userId: number): void {
    if (this.places.get(userId)?.process === process) this.remove(userId);
  }

  private remove(userId: number): void {
    const place = this.places.get(userId);
    if (!place) return;
    this.places.delete(userId);
    this.tell({ kind: 'left', room: place.room, user: place.user });
  }

  private repeat(): void {
    for (const [userId, { process, heardAt }] of this.places) {
      if (process !== this.id && Date.now() - heardAt > FORGET_MS) this.remove(userId);
    }
    const places = this.own.map(({ room, user }) => ({ room, user }));
    this.publish({ process: this.id, kind: 'all', places });
  }

  private publish(message: Message): void {
    // Who is where is repeated soon; a lost signal is made up for by the peers.
    void this.pubSub.publish(TOPIC, message).catch(() => undefined);
  }

  private tell(news: VoiceNews): void {
    for (const listener of this.listeners) listener(news);
  }
}
