import { Module } from '@nestjs/common';
import { CertificatesModule } from '../certificates/index.js';
import { RelayIdentityModule } from '../relay-identity/index.js';
import { OwnRelayNode } from '../relay-nodes/index.js';
import { PolicySnapshotModule } from '../relay-policy/index.js';
import { LeasesModule } from '../sdk-lease/index.js';
import { LeaseDoors } from './lease-doors.js';
import { RelayServer } from './relay-server.js';

/** The data plane of tunnels, in the relay role. */
@Module({
  imports: [RelayIdentityModule, CertificatesModule, PolicySnapshotModule, LeasesModule],
  providers: [LeaseDoors, OwnRelayNode, RelayServer],
})
export class RelayModule {}
