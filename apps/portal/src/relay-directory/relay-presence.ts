import { Injectable } from '@nestjs/common';
import { PortalConfig } from '#libs/config';
import { RelayIdentity } from '../relay-identity/index.js';
import { RelayAddress, RelayNodes } from '../relay-nodes/index.js';
import { RelayPolicy } from '../relay-policy/index.js';
import type { RelayFacts } from './directory.dto.js';

/** Where the relay is, whether it runs, and what it offers. */
@Injectable()
export class RelayPresence {
  constructor(
    private readonly identity: RelayIdentity,
    private readonly address: RelayAddress,
    private readonly nodes: RelayNodes,
    private readonly policy: RelayPolicy,
    private readonly config: PortalConfig,
  ) {}

  async facts(): Promise<RelayFacts> {
    const [url, capabilities] = await Promise.all([this.address.url(), this.nodes.capabilities()]);
    const { approval_mode, tcp_port, udp } = this.policy.settings();
    return {
      url,
      root_host: this.identity.rootHost,
      is_running: capabilities !== null,
      tcp_enabled: tcp_port.enabled && capabilities !== null,
      udp_enabled: udp.enabled && (capabilities?.udp ?? false),
      approval_required: approval_mode === 'manual',
      min_port: this.config.get('MIN_PORT'),
      max_port: this.config.get('MAX_PORT'),
    };
  }
}
