import { Module } from '@nestjs/common';
import { HostKeysModule } from '../connections/index.js';
import { RecordingsLibrary } from './recordings-library.js';
import { RecordingsModule } from './recordings.module.js';
import { StorageSessions } from './storage-sessions.js';
import { VodStorageController } from './vod-storage.controller.js';
import { VodStorageService } from './vod-storage.service.js';
import { VodStorages } from './vod-storages.js';
import { VodsController } from './vods.controller.js';

@Module({
  imports: [HostKeysModule, RecordingsModule],
  controllers: [VodStorageController, VodsController],
  providers: [RecordingsLibrary, StorageSessions, VodStorageService, VodStorages],
})
export class VodModule {}
