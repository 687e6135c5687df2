import { ApiError } from '../../../shared/api/api-error.js';
import type { RoomStore } from './room-store.js';

/** A gap may close by itself while frames are on their way. */
const GAP_MS = 150;
/** Whatever is wrong that gaps come again and again: they are asked after no more often than this. */
const NEXT_GAP_MS = 3000;

interface RoomEntriesOptions {
  /** @throws ApiError */
  enter: (room: RoomStore) => Promise<unknown>;
  /** Whether its changes still reach this client. */
  isHeard: (room: RoomStore) => boolean;
  loadLatest: (room: RoomStore) => void;
  onChange: (room: RoomStore) => void;
}

/** Goes into rooms, and in again when something was missed there. */
export class RoomEntries {
  private readonly timers = new Map<number, ReturnType<typeof setTimeout>>();
  private readonly resyncedAt = new Map<number, number>();

  constructor(private readonly options: RoomEntriesOptions) {}

  enter(room: RoomStore): void {
    this.options.enter(room).catch((error: unknown) => {
      if (!(error instanceof ApiError) || error.isTemporary) return;
      room.refused = error.code;
      this.options.onChange(room);
    });
  }

  /** A ban shows out of a channel, and its end lets in again. */
  onBan(room: RoomStore, isBanned: boolean): void {
    if (isBanned === (room.refused === 'chat.banned')) return;
    room.refused = isBanned ? 'chat.banned' : undefined;
    if (!isBanned) this.enter(room);
    this.options.onChange(room);
  }

  /** Asks for what came after the last change known here. */
  onGap(room: RoomStore): void {
    if (this.timers.has(room.id)) return;
    const resync = (): void => {
      this.timers.delete(room.id);
      this.resyncedAt.set(room.id, Date.now());
      if (this.options.isHeard(room)) this.enter(room);
    };
    const earliest = (this.resyncedAt.get(room.id) ?? 0) + NEXT_GAP_MS;
    this.timers.set(room.id, setTimeout(resync, Math.max(GAP_MS, earliest - Date.now())));
  }

  /** A server that says that too much was missed may send the history by itself. */
  onIncomplete(room: RoomStore): void {
    setTimeout(() => !room.window.isLoaded && this.options.loadLatest(room), GAP_MS);
  }

  stop(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }
}
