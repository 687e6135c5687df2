import { Module } from '@nestjs/common';
import { MeetRelaysProcessor } from './meet-relays.processor.js';
import { RelayWordsModule } from './relay-words.module.js';

/** Relays that find each other: what this one asks of them. */
@Module({ imports: [RelayWordsModule], providers: [MeetRelaysProcessor] })
export class DiscoveryWorkerModule {}
