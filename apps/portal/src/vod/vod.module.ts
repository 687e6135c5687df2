import { Module } from '@nestjs/common';
import { HostKeysModule } from '../connections/index.js';
import { RecordingsLibrary } from './recordings-library.js';
import { RecordingsModule } from './recordings.module.js';
import { StorageSessions } from './storage-sessions.js';
import { VodFilesController } from './vod-files.controller.js';
import { VodFilesService } from './vod-files.service.js';
import { VodStorageController } from './vod-storage.controller.js';
import { VodStorageService } from './vod-storage.service.js';
import { VodStorages } from './vod-storages.js';
import { VodsController } from './vods.controller.js';

@Module({
  imports: [HostKeysModule, RecordingsModule],
  controllers: [VodFilesController, VodStorageController, VodsController],
  providers: [RecordingsLibrary, StorageSessions, VodFilesService, VodStorageService, VodStorages],
})
export class VodModule {}
