import { Module } from '@nestjs/common';
import { StreamChannelsModule } from '../chat/stream-channels/index.js';
import { RecordingsModule } from '../vod/index.js';
import { EndLostBroadcastsProcessor } from './publishing/end-lost-broadcasts.processor.js';
import { StreamLiveness } from './publishing/stream-liveness.js';
import { StreamChannelsListener } from './stream-channels.listener.js';

/** Jobs and durable listeners: they run where the worker role does. */
@Module({
  imports: [RecordingsModule, StreamChannelsModule],
  providers: [EndLostBroadcastsProcessor, StreamChannelsListener, StreamLiveness],
})
export class StreamsWorkerModule {}
