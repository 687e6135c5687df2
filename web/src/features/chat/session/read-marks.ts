import type { RoomStore } from './room-store.js';

const EVERY_MS = 700;

interface ReadMarksOptions {
  isSeen: (room: RoomStore) => boolean;
  /** Up to which message the server knows. */
  lastReadId: (room: RoomStore) => number;
  /** Shows at once what the server will be told. */
  onRead: (room: RoomStore, messageId: number) => void;
  tell: (room: RoomStore, messageId: number) => unknown;
}

/** Tells the server how far its reader has come, at most once in a while. */
export class ReadMarks {
  private readonly due = new Map<RoomStore, number>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: ReadMarksOptions) {}

  /** A room has changed, or is before the reader's eyes now. */
  check(room: RoomStore): void {
    const { last, hasNewer } = room.window;
    if (!last || hasNewer || !this.options.isSeen(room) || last.id <= this.options.lastReadId(room)) return;
    this.options.onRead(room, last.id);
    this.due.set(room, last.id);
    this.timer ??= setTimeout(() => this.flush(), EVERY_MS);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.due.clear();
  }

  flush(): void {
    for (const [room, id] of this.due) this.options.tell(room, id);
    this.stop();
  }
}
