import { Module } from '@nestjs/common';
import { BlockingModule } from '../blocking/index.js';
import { ChatModule } from '../chat/index.js';
import { ModerationModule } from '../moderation/index.js';
import { IceServers } from './ice-servers.js';
import { VoiceController } from './voice.controller.js';
import { VoiceFrames } from './voice-frames.js';
import { VoiceRooms } from './voice-rooms.js';

@Module({
  imports: [BlockingModule, ChatModule, ModerationModule],
  controllers: [VoiceController],
  providers: [IceServers, VoiceFrames, VoiceRooms],
  exports: [IceServers],
})
export class VoiceModule {}
