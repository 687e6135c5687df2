import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ReadMarks } from '../chat/index.js';
import { NotificationsService } from './notifications.service.js';

/** Whoever reads a message knows what the notification of it would tell. */
@Injectable()
export class ReadRooms implements OnModuleInit {
  constructor(
    private readonly marks: ReadMarks,
    private readonly notifications: NotificationsService,
  ) {}

  onModuleInit(): void {
    this.marks.onRead((userId, roomId, messageId) => this.notifications.readRoom(userId, roomId, messageId));
  }
}
