import type { RoomKind } from './chat-view.js';
import type { Directory } from './directory.js';
import { RoomStore } from './room-store.js';

/** The rooms that were looked at, in the order of their last use. */
export class RoomShelf {
  private readonly rooms = new Map<number, RoomStore>();

  constructor(private readonly directory: Directory) {}

  get(id: number): RoomStore | undefined {
    return this.rooms.get(id);
  }

  /** Of a channel or a conversation that is in the directory. */
  require(id: number): RoomStore | undefined {
    return this.rooms.get(id) ?? this.add(id);
  }

  get all(): RoomStore[] {
    return [...this.rooms.values()];
  }

  get loaded(): RoomStore[] {
    return this.all.filter(({ window }) => window.isLoaded);
  }

  withMessage(id: number): RoomStore | undefined {
    return this.loaded.find(({ window }) => window.get(id));
  }

  withPoll(id: number): RoomStore | undefined {
    return this.loaded.find(({ window }) => window.find(({ poll }) => poll?.id === id));
  }

  /** The room is used now; those not used for longest are forgotten but for `max`. */
  use(room: RoomStore, max: number): void {
    this.rooms.delete(room.id);
    this.rooms.set(room.id, room);
    for (const old of this.loaded.slice(0, -max)) if (old !== room) old.forget();
  }

  remove(id: number): void {
    this.rooms.delete(id);
  }

  private add(id: number): RoomStore | undefined {
    const kind: RoomKind | undefined = this.directory.channel(id)
      ? 'channel'
      : this.directory.conversation(id)
        ? 'dm'
        : undefined;
    if (!kind) return undefined;
    const room = new RoomStore(id, kind);
    this.rooms.set(id, room);
    return room;
  }
}
