import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { VoiceUser } from '#libs/contracts';
import { PubSub, SharedState, type StateChange } from '#libs/events';

const TOPIC = 'voice.passing';

/** Somebody in a voice room: `channel:7` or `dm:12`. */
export interface VoicePlace {
  room: string;
  user: VoiceUser;
}

/** Passed on at once, kept nowhere. */
export type PassingNews =
  | { kind: 'signal'; room: string; from: number; to: number; signal: unknown }
  | { kind: 'speaking'; room: string; user: number; speaking: boolean };

export type VoiceNews = PassingNews | { kind: 'joined' | 'left' | 'changed'; room: string; user: VoiceUser };

/** Who talks where, over all processes; a user is in one room. In memory only: voice that is interrupted is joined again. */
@Injectable()
export class VoiceRooms implements OnModuleInit, OnModuleDestroy {
  private readonly state: SharedState<VoicePlace>;
  private readonly places = new Map<number, VoicePlace>();
  private readonly listeners: ((news: VoiceNews) => void)[] = [];
  private unsubscribe: (() => void) | undefined;

  constructor(private readonly pubSub: PubSub) {
    this.state = new SharedState(pubSub, 'voice.places');
    this.state.onChange((change) => this.follow(change));
  }

  onModuleInit(): void {
    this.unsubscribe = this.pubSub.subscribe<PassingNews>(TOPIC, (news) => this.tell(news));
    this.state.open();
  }

  onModuleDestroy(): void {
    this.unsubscribe?.();
    this.state.close();
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
    this.state.set(String(place.user.user_id), place);
  }

  take(userId: number): void {
    this.state.delete(String(userId));
  }

  pass(news: PassingNews): void {
    // The peers make up for what is lost.
    void this.pubSub.publish(TOPIC, news).catch(() => undefined);
  }

  private follow({ key, before, after, isOwn }: StateChange<VoicePlace>): void {
    const userId = Number(key);
    const known = this.places.get(userId);
    if (!after) {
      // Elsewhere by now: another process has it.
      if (known?.room !== before?.room) return;
      this.places.delete(userId);
      if (known) this.tell({ kind: 'left', ...known });
      return;
    }
    this.places.set(userId, after);
    if (known && known.room !== after.room) this.tell({ kind: 'left', ...known });
    if (known?.room !== after.room) this.tell({ kind: 'joined', ...after });
    else if (known.user.muted !== after.user.muted || known.user.deafened !== after.user.deafened) {
      this.tell({ kind: 'changed', ...after });
    }
    if (!isOwn && this.state.own.has(key)) this.state.delete(key);
  }

  private tell(news: VoiceNews): void {
    for (const listener of this.listeners) listener(news);
  }
}
