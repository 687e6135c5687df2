import { ERRORS, type ChatClientFrame, type FrameOf } from '#libs/contracts';
import { ApiError } from '../../../shared/api/api-error.js';
import type { PageKind } from './chat-view.js';
import type { RoomStore } from './room-store.js';

const PAGE = 100;

type Cursor = Pick<FrameOf<ChatClientFrame, 'history'>, 'before_id' | 'after_id' | 'around_id'>;

interface HistoryPagesOptions {
  ask: (frame: ChatClientFrame) => Promise<unknown>;
  channelName: (roomId: number) => string | undefined;
  onChange: (room: RoomStore) => void;
}

/** Asks for pages of a room's history, one at a time. */
export class HistoryPages {
  constructor(private readonly options: HistoryPagesOptions) {}

  load(room: RoomStore, kind: 'older' | 'newer' | 'latest'): void {
    const { window } = room;
    if (kind === 'older' && !window.hasOlder) return;
    if (kind === 'newer' && !window.hasNewer) return;
    const cursor: Cursor =
      kind === 'older' ? { before_id: window.first?.id } : kind === 'newer' ? { after_id: window.last?.id } : {};
    // Nobody waits: the view shows that the page is missing and asks again when it is scrolled to.
    if (!room.loading) this.ask(room, kind, cursor).catch(() => undefined);
  }

  /** Resolves when the message is in the window. @throws ApiError message.not_found */
  async jump(room: RoomStore, id: number): Promise<void> {
    if (room.window.get(id)) return;
    const page = room.nextPage();
    await Promise.all([page, this.ask(room, 'around', { around_id: id })]);
    if (!room.window.get(id)) throw notFound();
  }

  private async ask(room: RoomStore, kind: PageKind, cursor: Cursor): Promise<void> {
    room.loading = kind;
    this.options.onChange(room);
    const page = { ...cursor, limit: PAGE };
    const channel = this.options.channelName(room.id) ?? '';
    try {
      await this.options.ask(
        room.kind === 'dm'
          ? { type: 'dm_history', conversation_id: room.id, ...page }
          : { type: 'history', channel, ...page },
      );
    } catch (error) {
      if (room.loading === kind) room.loading = undefined;
      this.options.onChange(room);
      throw error;
    }
  }
}

const notFound = (): ApiError => {
  const code = 'message.not_found';
  return new ApiError({ status: ERRORS[code].http, code, message: ERRORS[code].text });
};
