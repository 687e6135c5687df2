import { Module } from '@nestjs/common';
import { EntryAddresses, HostKeysModule } from '../connections/index.js';
import { ClipsController } from './clips/clips.controller.js';
import { ClipsService } from './clips/clips.service.js';
import { RecordedSessions } from './playback/recorded-sessions.js';
import { RecordingPlayers } from './playback/recording-players.js';
import { VodPlaybackController } from './playback/vod-playback.controller.js';
import { VodPlaybackService } from './playback/vod-playback.service.js';
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
  controllers: [ClipsController, VodFilesController, VodPlaybackController, VodStorageController, VodsController],
  providers: [
    ClipsService,
    EntryAddresses,
    RecordedSessions,
    RecordingPlayers,
    RecordingsLibrary,
    StorageSessions,
    VodFilesService,
    VodPlaybackService,
    VodStorageService,
    VodStorages,
  ],
})
export class VodModule {}
