import { Controller, Delete, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '../auth/index.js';
import { Access, Caller, PathId, Reply } from '../boundary/access.js';
import { SUCCESS, Success } from '../boundary/success.js';
import { NotificationList, NotificationsQuery, ReadAllReply } from './notifications.dto.js';
import { NotificationsService } from './notifications.service.js';

@ApiTags('Notifications')
@Controller('api/notifications')
export class NotificationsController {
  constructor(private readonly notifications: NotificationsService) {}

  /** Get user notifications */
  @Get()
  @Access('me:read')
  @Reply(NotificationList)
  list(@Caller() { userId }: Principal, @Query() query: NotificationsQuery): Promise<NotificationList> {
    return this.notifications.list(userId, query);
  }

  /** Mark all notifications read */
  @Post('read-all')
  @Access('me:write')
  @Reply(ReadAllReply)
  async readAll(@Caller() { userId }: Principal): Promise<ReadAllReply> {
    return { success: true, count: await this.notifications.readAll(userId) };
  }

  /** Mark notification as read */
  @Post(':id/read')
  @Access('me:write')
  @Reply(Success)
  async read(@Caller() { userId }: Principal, @PathId() id: number): Promise<Success> {
    await this.notifications.read(userId, id);
    return SUCCESS;
  }

  /** Delete notification */
  @Delete(':id')
  @Access('me:write')
  @Reply(Success)
  async remove(@Caller() { userId }: Principal, @PathId() id: number): Promise<Success> {
    await this.notifications.remove(userId, id);
    return SUCCESS;
  }
}
