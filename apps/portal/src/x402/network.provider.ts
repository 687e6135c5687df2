import type { FactoryProvider } from '@nestjs/common';
import { PortalConfig } from '#libs/config';
import { SUI_MAINNET, SUI_TESTNET, type SuiNetwork } from './networks.js';

export const SUI_NETWORK = Symbol('sui-network');

export const suiNetworkProvider: FactoryProvider<SuiNetwork> = {
  provide: SUI_NETWORK,
  inject: [PortalConfig],
  useFactory: (config: PortalConfig) => (config.get('X402_TESTNET') ? SUI_TESTNET : SUI_MAINNET),
};
