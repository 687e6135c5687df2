import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { JobQueues } from '#libs/queue';
import { Blocks } from '../blocking/index.js';
import type { MessagePostedEvent } from '../chat/chat.events.js';
import { maySee, MessageReader, ReadMarks, type RoomInfo, Rooms } from '../chat/index.js';
import { type MessageNoticeType, recipientsOf } from './message-recipients.js';
import { wordsOf } from './message-words.js';
import { TellOfMessage } from './notifications.jobs.js';
import { NotificationsService } from './notifications.service.js';
import { Pushes } from './push/pushes.js';

/** Idempotent: nobody is told of a message twice. */
@Injectable()
export class TellOfMessageProcessor implements OnApplicationBootstrap {
  constructor(
    private readonly jobs: JobQueues,
    private readonly rooms: Rooms,
    private readonly messages: MessageReader,
    private readonly marks: ReadMarks,
    private readonly blocks: Blocks,
    private readonly notifications: NotificationsService,
    private readonly pushes: Pushes,
  ) {}

  onApplicationBootstrap(): void {
    this.jobs.process(TellOfMessage, (event) => this.tell(event));
  }

  async tell(event: MessagePostedEvent): Promise<void> {
    const [message] = await this.messages.load([event.message_id]);
    const room = await this.rooms.find(event.room_id);
    if (!message || message.deletedAt || !room) return;
    // As everybody sees it: an anonymous author is one to moderators here, too.
    const [shown] = await this.messages.present([message], { isModerator: false });
    for (const [userId, type] of await this.concerned(event, room)) {
      const { link, ...words } = wordsOf(shown!, room, type);
      const cause = type === 'dm' ? `dm:${room.id}` : `message:${message.id}`;
      const said = { roomId: room.id, messageId: message.id };
      const id = await this.notifications.notify({ userId, type, ...words, link: link!, cause, said });
      if (id !== undefined && type !== 'reply') await this.pushes.add(userId, id);
    }
  }

  private async concerned(event: MessagePostedEvent, room: RoomInfo): Promise<[number, MessageNoticeType][]> {
    const recipients = [...recipientsOf(event, room)].filter(
      ([userId]) =>
        maySee(room, userId) &&
        !room.members.get(userId)?.muted &&
        !(event.user_id !== null && this.blocks.isBlockedBetween(event.user_id, userId)),
    );
    const read = await this.marks.ofUsers(
      room.id,
      recipients.map(([userId]) => userId),
    );
    return recipients.filter(([userId]) => (read.get(userId) ?? 0) < event.message_id);
  }
}
