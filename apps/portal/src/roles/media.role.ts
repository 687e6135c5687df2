import { Module } from '@nestjs/common';
import { StreamsMediaModule } from '../streams/streams-media.module.js';

/** Live streams: takes publishers, serves viewers, records. */
@Module({ imports: [StreamsMediaModule] })
export class MediaRole {}
