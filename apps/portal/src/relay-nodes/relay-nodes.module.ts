import { Module } from '@nestjs/common';
import { KnownRelayNodes } from './known-relay-nodes.js';
import { LeaseTraffic } from './lease-traffic.js';
import { RelayNodes } from './relay-nodes.js';

@Module({
  providers: [{ provide: RelayNodes, useClass: KnownRelayNodes }, LeaseTraffic],
  exports: [RelayNodes, LeaseTraffic],
})
export class RelayNodesModule {}
