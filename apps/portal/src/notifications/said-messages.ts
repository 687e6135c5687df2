import { Injectable } from '@nestjs/common';
import { MessageReader, RoomRights } from '../chat/index.js';

interface Said {
  roomId: number | null;
  messageId: string | null;
}

/** What notices quote: words that were deleted, or said where one may not listen any more, are not shown here either. */
@Injectable()
export class SaidMessages {
  constructor(
    private readonly rights: RoomRights,
    private readonly messages: MessageReader,
  ) {}

  /** Tells of each notice whether its words may be shown. */
  async shownTo(userId: number, notices: readonly Said[]): Promise<(notice: Said) => boolean> {
    const ids = notices.flatMap(({ messageId }) => (messageId === null ? [] : [Number(messageId)]));
    const found = ids.length === 0 ? [] : await this.messages.load(ids);
    const seen = new Set<number>();
    for (const roomId of new Set(found.map((message) => message.roomId))) {
      if (await this.rights.sees(roomId, userId)) seen.add(roomId);
    }
    const shown = new Set(
      found.filter(({ roomId, deletedAt }) => !deletedAt && seen.has(roomId)).map(({ id }) => Number(id)),
    );
    return ({ messageId }) => messageId === null || shown.has(Number(messageId));
  }
}
