import { Module } from '@nestjs/common';
import { RelayIdentityModule } from '../relay-identity/index.js';
import { RelayNodesModule } from '../relay-nodes/index.js';
import { PolicySnapshotModule } from '../relay-policy/index.js';
import { BannedAddressGuard } from './banned-address.guard.js';
import { ChallengesService } from './challenges.service.js';
import { ConnectRoad } from './connect.road.js';
import { LeaseAdmission } from './lease-admission.js';
import { LeasePorts } from './lease-ports.js';
import { LeaseRegistry } from './lease-registry.js';
import { LeaseReplies } from './lease-replies.js';
import { LeaseSweeper } from './lease-sweeper.js';
import { LeaseTermsService } from './lease-terms.service.js';
import { LeasesModule } from './leases.module.js';
import { RegistrationsService } from './registrations.service.js';
import { RelayDomain } from './relay-domain.js';
import { SdkLeaseController } from './sdk-lease.controller.js';
import { SignRoad } from './sign.road.js';

/** The control plane of tunnels: who has which name, and until when. */
@Module({
  imports: [LeasesModule, PolicySnapshotModule, RelayIdentityModule, RelayNodesModule],
  controllers: [SdkLeaseController],
  providers: [
    BannedAddressGuard,
    ChallengesService,
    ConnectRoad,
    LeaseAdmission,
    LeasePorts,
    LeaseRegistry,
    LeaseReplies,
    LeaseSweeper,
    LeaseTermsService,
    RegistrationsService,
    RelayDomain,
    SignRoad,
  ],
})
export class SdkLeaseModule {}
