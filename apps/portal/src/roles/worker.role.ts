import { Module } from '@nestjs/common';
import { ChatWorkerModule } from '../chat/index.js';
import { LinkPreviewsWorkerModule } from '../chat/previews/index.js';
import { ConnectionsWorkerModule } from '../connections/index.js';
import { DiscoveryWorkerModule } from '../discovery/index.js';
import { MaintenanceModule } from '../maintenance/maintenance.module.js';
import { NotificationsWorkerModule } from '../notifications/index.js';
import { RetentionWorkerModule } from '../retention/index.js';
import { SearchIndexModule } from '../search/index.js';
import { StreamsWorkerModule } from '../streams/index.js';
import { VodWorkerModule } from '../vod/index.js';
import { ExpiriesModule } from './expiries.module.js';

/** What runs in the background: job handlers and durable event listeners. */
@Module({
  imports: [
    ChatWorkerModule,
    ConnectionsWorkerModule,
    DiscoveryWorkerModule,
    LinkPreviewsWorkerModule,
    MaintenanceModule,
    NotificationsWorkerModule,
    ExpiriesModule,
    RetentionWorkerModule,
    SearchIndexModule,
    StreamsWorkerModule,
    VodWorkerModule,
  ],
})
export class WorkerRole {}
