import { Global, Module } from '@nestjs/common';
import { AuditEntry } from '../audit/audit-entry.entity.js';
import { MESSAGE_EXPIRIES } from '../chat/messages/message-expiry.js';
import { ChatUploads, ChatUploadsModule } from '../chat/uploads/index.js';
import { SessionHistoryEntry } from '../connections/session-history.entity.js';
import { Notification } from '../notifications/notification.entity.js';
import { EXPIRIES, type Expiry, expireByAge } from '../retention/index.js';

/** All that grows old. Images last: those of deleted messages are unused by then. */
@Global()
@Module({
  imports: [ChatUploadsModule],
  providers: [
    {
      provide: EXPIRIES,
      inject: [ChatUploads],
      useFactory: (uploads: ChatUploads): readonly Expiry[] => [
        ...MESSAGE_EXPIRIES,
        expireByAge('notifications', Notification, 'createdAt'),
        expireByAge('audit', AuditEntry, 'createdAt'),
        expireByAge('activity', SessionHistoryEntry, 'endedAt'),
        { kind: 'uploads', deleteBefore: (before, limit) => uploads.deleteUnused(before, limit) },
      ],
    },
  ],
  exports: [EXPIRIES],
})
export class ExpiriesModule {}
