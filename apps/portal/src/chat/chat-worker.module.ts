import { Module } from '@nestjs/common';
import { ChatStoreModule } from './chat-store.module.js';
import { ClosePollsProcessor } from './polls/close-polls.processor.js';

/** What chat does in the background. */
@Module({ imports: [ChatStoreModule], providers: [ClosePollsProcessor], exports: [ClosePollsProcessor] })
export class ChatWorkerModule {}
