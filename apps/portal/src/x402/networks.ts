export interface SuiNetwork {
  network: string;
  id: string;
  name: string;
  /** Coin type of USDC, the one asset. */
  asset: string;
  rpcUrl: string;
}

export const SUI_MAINNET: SuiNetwork = {
  network: 'sui:mainnet',
  id: 'mainnet',
  name: 'Sui Mainnet',
  asset: '0xdba34672e30cb065b1f93e3ab55318768fd6fef66c15942c9f7cb846e2f900e7::usdc::USDC',
  rpcUrl: 'https://fullnode.mainnet.sui.io',
};

export const SUI_TESTNET: SuiNetwork = {
  network: 'sui:testnet',
  id: 'testnet',
  name: 'Sui Testnet',
  asset: '0xa1ec7fc00a6f40db9693ad1415d0c193ad3906494428cf252621037bd7117e29::usdc::USDC',
  rpcUrl: 'https://fullnode.testnet.sui.io',
};

export const SCHEME = 'exact';

/** The one transfer the chain carries without gas from the balance of an address. */
export const TRANSFER_METHOD = 'sui-gasless-stablecoin-address-balance';

/** 0.01 USDC: less is not carried without gas. In millionths. */
export const MIN_AMOUNT = 10_000n;
