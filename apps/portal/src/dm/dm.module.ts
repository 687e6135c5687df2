import { Module } from '@nestjs/common';
import { BlockingModule } from '../blocking/index.js';
import { ChatModule } from '../chat/index.js';
import { UsersModule } from '../users/index.js';
import { ConversationsController } from './conversations.controller.js';
import { ConversationsService } from './conversations.service.js';
import { DmFrames } from './dm-frames.js';

/** Direct messages: conversations of two and of groups, on chat's rooms and messages. */
@Module({
  imports: [BlockingModule, ChatModule, UsersModule],
  controllers: [ConversationsController],
  providers: [ConversationsService, DmFrames],
})
export class DmModule {}
