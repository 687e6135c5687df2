import { Module } from '@nestjs/common';
import { AutomodModule } from '../automod/index.js';
import { BlockingModule } from '../blocking/index.js';
import { ModerationModule } from '../moderation/index.js';
import { PolicyModule } from '../policy/index.js';
import { UsersModule } from '../users/index.js';
import { Authors } from './authors.js';
import { Audience } from './delivery/audience.js';
import { RoomFeed } from './delivery/room-feed.js';
import { MessageChanges } from './messages/message-changes.js';
import { MessageReader } from './messages/message-reader.js';
import { MessageWriter } from './messages/message-writer.js';
import { Posting } from './messages/posting.js';
import { PollsService } from './polls/polls.service.js';
import { ChannelsService } from './rooms/channels.service.js';
import { ReadMarks } from './rooms/read-marks.js';
import { RoomKeys } from './rooms/room-keys.js';
import { RoomRights } from './rooms/room-rights.js';
import { Rooms } from './rooms/rooms.js';
import { ChatUploadsModule } from './uploads/index.js';

const STORE = [
  Audience,
  Authors,
  ChannelsService,
  MessageChanges,
  MessageReader,
  MessageWriter,
  PollsService,
  Posting,
  ReadMarks,
  RoomFeed,
  RoomKeys,
  RoomRights,
  Rooms,
];

/** Rooms and messages, without sockets: for every role that reads or writes them. */
@Module({
  imports: [AutomodModule, BlockingModule, ModerationModule, PolicyModule, UsersModule, ChatUploadsModule],
  providers: STORE,
  exports: STORE,
})
export class ChatStoreModule {}
