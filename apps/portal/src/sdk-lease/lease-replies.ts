import { Injectable } from '@nestjs/common';
import { PortalConfig } from '#libs/config';
import { RelayIdentity } from '../relay-identity/index.js';
import { RelayNodes } from '../relay-nodes/index.js';
import { LeaseTokens } from './lease-tokens.js';
import type { RelayLease } from './lease.entity.js';
import type { LeaseReply } from './sdk-lease.dto.js';

/** What a client learns of its new lease. */
@Injectable()
export class LeaseReplies {
  constructor(
    private readonly relay: RelayIdentity,
    private readonly nodes: RelayNodes,
    private readonly tokens: LeaseTokens,
    private readonly config: PortalConfig,
  ) {}

  async of({ name, address, hostname, expiresAt, tcpPort, udpPort }: RelayLease): Promise<LeaseReply> {
    const capabilities = await this.nodes.capabilities();
    return {
      identity: { name, address },
      expires_at: expiresAt.toISOString(),
      hostname,
      access_token: this.tokens.sign({ name, address }, expiresAt),
      sni_port: capabilities?.sniPort ?? this.config.get('SNI_PORT'),
      udp_enabled: udpPort !== null,
      ...(udpPort !== null && { udp_addr: `${this.relay.rootHost}:${udpPort}` }),
      tcp_enabled: tcpPort !== null,
      ...(tcpPort !== null && { tcp_addr: `${this.relay.rootHost}:${tcpPort}` }),
    };
  }
}
