import { Module } from '@nestjs/common';
import { RelayIdentityModule } from '../relay-identity/index.js';
import { RelayNodesModule } from '../relay-nodes/index.js';
import { PolicySnapshotModule } from '../relay-policy/index.js';
import { OwnDescriptor } from './own-descriptor.js';
import { PeersService } from './peers.service.js';

/** What relays say of themselves. */
@Module({
  imports: [RelayIdentityModule, RelayNodesModule, PolicySnapshotModule],
  providers: [OwnDescriptor, PeersService],
  exports: [OwnDescriptor, PeersService, PolicySnapshotModule, RelayIdentityModule],
})
export class RelayWordsModule {}
