import type { RoomStore } from './room-store.js';

/** How often others are told. */
const TELL_MS = 3000;
/** Somebody who was not heard for so long has stopped. */
const SHOWN_MS = 6000;

interface TypingBoardOptions {
  me: number;
  tell: (room: RoomStore) => unknown;
  onChange: (room: RoomStore) => void;
}

/** Who writes where. */
export class TypingBoard {
  private readonly toldAt = new Map<number, number>();
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(private readonly options: TypingBoardOptions) {}

  /** This person writes. */
  write(room: RoomStore, now = Date.now()): void {
    if (now - (this.toldAt.get(room.id) ?? 0) < TELL_MS) return;
    this.toldAt.set(room.id, now);
    this.options.tell(room);
  }

  /** What was written is sent; the next letter is news again. */
  sent(roomId: number): void {
    this.toldAt.delete(roomId);
  }

  heard(room: RoomStore, userId: number, name: string): void {
    if (userId === this.options.me) return;
    const key = `${room.id} ${userId} ${name}`;
    clearTimeout(this.timers.get(key));
    this.timers.set(
      key,
      setTimeout(() => this.put(room, userId, name, false), SHOWN_MS),
    );
    this.put(room, userId, name, true);
  }

  stop(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }

  private put(room: RoomStore, userId: number, name: string, isWriting: boolean): void {
    const others = room.typing.filter((one) => one.userId !== userId || one.name !== name);
    room.typing = isWriting ? [...others, { userId, name }] : others;
    this.options.onChange(room);
  }
}
