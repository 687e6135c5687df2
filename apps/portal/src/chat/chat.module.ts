import { Module } from '@nestjs/common';
import { AutomodModule } from '../automod/index.js';
import { BlockingModule } from '../blocking/index.js';
import { ModerationModule } from '../moderation/index.js';
import { PolicyModule } from '../policy/index.js';
import { UsersModule } from '../users/index.js';
import { ChatStoreModule } from './chat-store.module.js';
import { Activity } from './delivery/activity.js';
import { ChannelPresence } from './delivery/channel-presence.js';
import { Delivery } from './delivery/delivery.js';
import { Presence } from './delivery/presence.js';
import { RoomSnapshots } from './delivery/room-snapshots.js';
import { ThreadsController } from './messages/threads.controller.js';
import { ThreadsService } from './messages/threads.service.js';
import { PollFrames } from './polls/poll-frames.js';
import { ChannelFrames } from './road/channel-frames.js';
import { ChatRoad } from './road/chat-road.js';
import { MessageFrames } from './road/message-frames.js';
import { AdminChannelsController } from './rooms/admin-channels.controller.js';
import { ChannelsController } from './rooms/channels.controller.js';
import { Drafts } from './rooms/drafts.js';
import { MembersService } from './rooms/members.service.js';
import { RoomNews } from './rooms/room-news.js';
import { ChatUploadsModule } from './uploads/index.js';

/** Chat for people: the road, its frames and the REST side. */
@Module({
  imports: [
    AutomodModule,
    BlockingModule,
    ModerationModule,
    PolicyModule,
    UsersModule,
    ChatUploadsModule,
    ChatStoreModule,
  ],
  controllers: [AdminChannelsController, ChannelsController, ThreadsController],
  providers: [
    Activity,
    ChannelFrames,
    ChannelPresence,
    ChatRoad,
    Delivery,
    Drafts,
    MembersService,
    MessageFrames,
    PollFrames,
    Presence,
    RoomNews,
    RoomSnapshots,
    ThreadsService,
  ],
  exports: [ChatRoad, ChatStoreModule, ChannelPresence, Presence, RoomSnapshots],
})
export class ChatModule {}
