import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BlockingModule } from '../blocking/index.js';
import { ChatStoreModule } from '../chat/index.js';
import { UsersModule } from '../users/index.js';
import { MessageNotices } from './message-notices.listener.js';
import { Notification } from './notification.entity.js';
import { NotificationsController } from './notifications.controller.js';
import { NotificationsService } from './notifications.service.js';
import { DeliverPushProcessor } from './push/deliver-push.processor.js';
import { PushController } from './push/push.controller.js';
import { PushSender } from './push/push-sender.js';
import { PushSubscriptionsService } from './push/push-subscriptions.service.js';
import { Pushes } from './push/pushes.js';
import { RevokedPushes } from './push/revoked-pushes.listener.js';
import { VapidKeys } from './push/vapid-keys.js';
import { WebPresence, WebPresenceAnswers } from './push/web-presence.js';
import { PushSubscription } from './push-subscription.entity.js';
import { ReadRooms } from './read-rooms.js';
import { RecordingNotices } from './recording-notices.listener.js';
import { SaidMessages } from './said-messages.js';
import { SecurityNotices } from './security-notices.listener.js';
import { StreamNotices } from './stream-notices.listener.js';
import { TellOfMessageProcessor } from './tell-of-message.processor.js';
import { TellOfStreamProcessor } from './tell-of-stream.processor.js';

/** Notifications as rows, for every role that writes or shows them. */
@Module({
  imports: [TypeOrmModule.forFeature([Notification]), ChatStoreModule],
  providers: [NotificationsService, SaidMessages],
  exports: [NotificationsService],
})
export class NotificationStoreModule {}

/** Browsers that take pushes. */
@Module({
  imports: [TypeOrmModule.forFeature([PushSubscription])],
  providers: [PushSubscriptionsService, VapidKeys],
  exports: [PushSubscriptionsService, VapidKeys],
})
class PushSubscriptionsModule {}

/** The bell, and the browsers that ring while the portal is closed. */
@Module({
  imports: [NotificationStoreModule, PushSubscriptionsModule, ChatStoreModule],
  controllers: [NotificationsController, PushController],
  providers: [ReadRooms, WebPresenceAnswers],
  exports: [NotificationStoreModule],
})
export class NotificationsModule {}

/** From what happens to notifications, and from those to pushes. */
@Module({
  imports: [NotificationStoreModule, PushSubscriptionsModule, BlockingModule, ChatStoreModule, UsersModule],
  providers: [
    DeliverPushProcessor,
    MessageNotices,
    Pushes,
    PushSender,
    RecordingNotices,
    RevokedPushes,
    SecurityNotices,
    StreamNotices,
    TellOfMessageProcessor,
    TellOfStreamProcessor,
    WebPresence,
  ],
})
export class NotificationsWorkerModule {}
