import { Inject, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { Metrics } from '#libs/telemetry';
import { METRICS } from '../../boundary/log.js';
import { PolicyModule } from '../../policy/index.js';
import { ChatUpload } from './chat-upload.entity.js';
import { ChatUploadsController } from './chat-uploads.controller.js';
import { ChatUploads } from './chat-uploads.js';
import { ImageCodec } from './image-codec.js';

/** Images for messages. */
@Module({
  imports: [TypeOrmModule.forFeature([ChatUpload]), PolicyModule],
  controllers: [ChatUploadsController],
  providers: [ChatUploads, ImageCodec],
  exports: [ChatUploads, ImageCodec],
})
export class ChatUploadsModule {
  constructor(codec: ImageCodec, @Inject(METRICS) metrics: Metrics) {
    metrics.gauge('portal_chat_uploads_waiting', 'Images that wait to be decoded.', () => codec.queued);
    metrics.gauge('portal_chat_uploads_refused', 'Images turned away because too many waited.', () => codec.refused);
  }
}
