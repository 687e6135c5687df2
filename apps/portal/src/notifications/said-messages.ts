import { Injectable } from '@nestjs/common';
import { maySee, MessageReader, Rooms } from '../chat/index.js';

interface Said {
  roomId: number | null;
  messageId: string | null;
}

/** What notices quote: words that were deleted, or said where one may not listen any more, are not shown here either. */
@Injectable()
export class SaidMessages {
  constructor(
    private readonly rooms: Rooms,
    private readonly messages: MessageReader,
  ) {}

  /** Tells of each notice whether its words may be shown. */
  async shownTo(userId: number, notices: readonly Said[]): Promise<(notice: Said) => boolean> {
    const ids = notices.flatMap(({ messageId }) => (messageId === null ? [] : [Number(messageId)]));
    const found = ids.length === 0 ? [] : await this.messages.load(ids);
    const shown = new Set<number>();
    for (const { id, roomId, deletedAt } of found) {
      const room = await this.rooms.find(roomId);
      if (!deletedAt && room && maySee(room, userId)) shown.add(id);
    }
    return ({ messageId }) => messageId === null || shown.has(Number(messageId));
  }
}
