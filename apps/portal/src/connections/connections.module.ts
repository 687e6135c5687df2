import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { UsersModule } from '../users/index.js';
import { ConnectionHostKeys } from './connection-host-keys.js';
import { ConnectionImportController } from './connection-import.controller.js';
import { ConnectionImportService } from './connection-import.service.js';
import { ConnectionLauncher } from './connection-launcher.js';
import { ConnectionTargets } from './connection-targets.js';
import { Connection } from './connection.entity.js';
import { ConnectionsController } from './connections.controller.js';
import { ConnectionsService } from './connections.service.js';
import { EntryAddresses } from './entry-addresses.js';
import { EntryHealth } from './entry-health.js';
import { EntrySecrets } from './entry-secrets.js';
import { HostKeysController } from './host-keys.controller.js';
import { HostKeysModule } from './host-keys.module.js';
import { StoredKeys } from './stored-keys.js';

@Module({
  imports: [TypeOrmModule.forFeature([Connection]), HostKeysModule, UsersModule],
  controllers: [ConnectionImportController, ConnectionsController, HostKeysController],
  providers: [
    ConnectionHostKeys,
    ConnectionImportService,
    ConnectionLauncher,
    ConnectionTargets,
    ConnectionsService,
    EntryAddresses,
    EntryHealth,
    EntrySecrets,
    StoredKeys,
  ],
  exports: [ConnectionTargets, EntryAddresses, EntryHealth, EntrySecrets, HostKeysModule, StoredKeys],
})
export class ConnectionsModule {}
