import { Inject, Injectable } from '@nestjs/common';
import { PortalConfig } from '#libs/config';
import { PRODUCT_VERSION } from '../boundary/product-version.js';
import { RelayAddress } from '../relay-nodes/index.js';
import type { DomainReply, RelayPayments } from './sdk-lease.dto.js';

const NETWORKS = {
  main: { network: 'sui:mainnet', network_name: 'Sui Mainnet' },
  test: { network: 'sui:testnet', network_name: 'Sui Testnet' },
};

/** What a client asks before it registers. */
@Injectable()
export class RelayDomain {
  constructor(
    private readonly relay: RelayAddress,
    private readonly config: PortalConfig,
    @Inject(PRODUCT_VERSION) private readonly version: string,
  ) {}

  async describe(): Promise<DomainReply> {
    return {
      protocol_version: this.config.get('RELAY_PROTOCOL'),
      release_version: `v${this.version}`,
      ens: { enabled: false, verified: false },
      x402: await this.payments(),
    };
  }

  private async payments(): Promise<RelayPayments> {
    if (!this.config.get('X402_ENABLED')) return { enabled: false };
    const url = `${await this.relay.url()}/api/x402`;
    return {
      enabled: true,
      url,
      ...NETWORKS[this.config.get('X402_TESTNET') ? 'test' : 'main'],
      supported_url: `${url}/supported`,
      pay_to: this.config.get('X402_PAY_TO') ?? '',
    };
  }
}
