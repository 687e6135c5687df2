import { Injectable } from '@nestjs/common';
import { DISCOVERY_PROTOCOL_VERSION, RELAY_LIMITS, type RelayDescriptor, signDescriptor } from '#libs/relay-protocol';
import { RelayIdentity } from '../relay-identity/index.js';
import { LeaseTraffic, RelayAddress, RelayNodes } from '../relay-nodes/index.js';
import { RelayPolicy } from '../relay-policy/index.js';

/** What this relay says of itself, signed anew each time. */
@Injectable()
export class OwnDescriptor {
  constructor(
    private readonly relay: RelayIdentity,
    private readonly address: RelayAddress,
    private readonly nodes: RelayNodes,
    private readonly traffic: LeaseTraffic,
    private readonly policy: RelayPolicy,
  ) {}

  async sign(now = new Date()): Promise<RelayDescriptor & { signature: string }> {
    const { tcp_port, udp } = this.policy.settings();
    const capabilities = await this.nodes.capabilities();
    let connections = 0;
    for (const stats of (await this.traffic.of()).values()) connections += stats.connections;
    return signDescriptor(this.relay.key, {
      version: DISCOVERY_PROTOCOL_VERSION,
      issued_at: now.toISOString(),
      expires_at: new Date(now.getTime() + RELAY_LIMITS.descriptorTtlMs).toISOString(),
      api_https_addr: await this.address.url(),
      ...(udp.enabled && capabilities?.udp && { supports_udp: true }),
      ...(tcp_port.enabled && { supports_tcp: true }),
      ...(connections > 0 && { active_connections: connections }),
    });
  }
}
