import { Module } from '@nestjs/common';
import { StreamChannelsModule } from '../chat/stream-channels/index.js';
import { StreamChannelsListener } from './stream-channels.listener.js';

/** Durable listeners: they run where the worker role does. */
@Module({ imports: [StreamChannelsModule], providers: [StreamChannelsListener] })
export class StreamsWorkerModule {}
