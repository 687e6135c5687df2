import { Module } from '@nestjs/common';
import { Recordings } from './recordings.js';

/** What the media role needs of recordings. */
@Module({ providers: [Recordings], exports: [Recordings] })
export class RecordingsModule {}
