import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EventBus } from '#libs/events';
import { AccountsService } from '../users/index.js';
import { RecordingSpaceLow } from '../vod/vod.events.js';
import { NotificationsService } from './notifications.service.js';

const DAY_CHARS = '2026-11-22'.length;
const GB = 1_000_000_000;

/** Little room for recordings is told to whose they are and to administrators, once a day while it lasts. */
@Injectable()
export class RecordingNotices implements OnModuleInit {
  constructor(
    private readonly events: EventBus,
    private readonly accounts: AccountsService,
    private readonly notifications: NotificationsService,
  ) {}

  onModuleInit(): void {
    this.events.on(RecordingSpaceLow, 'notifications.recording-space', async (event, { createdAt }) => {
      const { user_ids, used_bytes, quota_bytes } = event;
      const administrators = await this.accounts.idsOfRole('admin');
      const cause = `recording-space:${createdAt.toISOString().slice(0, DAY_CHARS)}`;
      const taken = `${(used_bytes / GB).toFixed(1)} of ${(quota_bytes / GB).toFixed(0)} GB`;
      for (const userId of new Set([...user_ids, ...administrators])) {
        const isOwner = user_ids.includes(userId);
        await this.notifications.notify({
          userId,
          type: 'recording',
          title: 'Little room for recordings is left',
          message: isOwner
            ? `Your recordings wait here for your storage: ${taken} are taken. When nothing is left, nothing more is recorded. Look at why they are not stored.`
            : `Recordings wait for their owners' storages: ${taken} are taken. When nothing is left, nothing more is recorded.`,
          // Only the owner of a storage can do something about it.
          ...(isOwner && { link: '/recordings/storage' }),
          cause,
        });
      }
    });
  }
}
