import { Module } from '@nestjs/common';
import { ChatStoreModule } from '../chat-store.module.js';
import { StreamChannels } from './stream-channels.js';

@Module({ imports: [ChatStoreModule], providers: [StreamChannels], exports: [StreamChannels] })
export class StreamChannelsModule {}
