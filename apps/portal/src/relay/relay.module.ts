import { Module } from '@nestjs/common';
import { CertificatesModule } from '../certificates/index.js';
import { RelayIdentityModule } from '../relay-identity/index.js';
import { OwnRelayNode } from '../relay-nodes/index.js';
import { PolicySnapshotModule } from '../relay-policy/index.js';
import { LeasesModule } from '../sdk-lease/index.js';
import { ENGINE_PROVIDERS } from './engine.providers.js';
import { InnerEntrance } from './inner-entrance.js';
import { LeaseDoors } from './lease-doors.js';
import { LeaseWatch } from './lease-watch.js';
import { OwnHost } from './own-host.js';
import { PublicEntrance } from './public-entrance.js';
import { RelayServer } from './relay-server.js';
import { UdpAdmission } from './udp-admission.js';

/** The data plane of tunnels, in the relay role. */
@Module({
  imports: [RelayIdentityModule, CertificatesModule, PolicySnapshotModule, LeasesModule],
  providers: [
    ...ENGINE_PROVIDERS,
    InnerEntrance,
    LeaseDoors,
    LeaseWatch,
    OwnHost,
    OwnRelayNode,
    PublicEntrance,
    RelayServer,
    UdpAdmission,
  ],
})
export class RelayModule {}
