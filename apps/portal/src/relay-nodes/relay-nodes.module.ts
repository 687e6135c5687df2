import { Module } from '@nestjs/common';
import { RelayIdentityModule } from '../relay-identity/index.js';
import { KnownRelayNodes } from './known-relay-nodes.js';
import { LeaseTraffic } from './lease-traffic.js';
import { RelayAddress } from './relay-address.js';
import { RelayNodes } from './relay-nodes.js';

@Module({
  imports: [RelayIdentityModule],
  providers: [{ provide: RelayNodes, useClass: KnownRelayNodes }, LeaseTraffic, RelayAddress],
  exports: [RelayNodes, LeaseTraffic, RelayAddress],
})
export class RelayNodesModule {}
