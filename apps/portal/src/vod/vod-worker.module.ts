import { Module } from '@nestjs/common';
import { EntryAddresses, HostKeysModule } from '../connections/index.js';
import { MakeClipProcessor } from './clips/make-clip.processor.js';
import { OffloadChunkProcessor } from './offload-chunk.processor.js';
import { RecordingSpace } from './recording-space.listener.js';
import { RecordingsModule } from './recordings.module.js';
import { StorageSessions } from './storage-sessions.js';
import { VodStorages } from './vod-storages.js';

/** What brings recordings to their owners; runs in the worker role. */
@Module({
  imports: [HostKeysModule, RecordingsModule],
  providers: [EntryAddresses, MakeClipProcessor, OffloadChunkProcessor, RecordingSpace, StorageSessions, VodStorages],
})
export class VodWorkerModule {}
