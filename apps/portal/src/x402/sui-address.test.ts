import { describe, expect, it } from 'vitest';
import { normalizeCoinType, normalizeSuiAddress } from './sui-address.js';

describe('addresses of Sui', () => {
  it.each(['0x2', '2', ' 0X02 ', `0x${'2'.padStart(64, '0')}`])('are 64 lower-case digits, as %j', (text) => {
    expect(normalizeSuiAddress(text)).toBe(`0x${'2'.padStart(64, '0')}`);
  });

  it.each(['', '0x', '0xg', `0x${'1'.repeat(65)}`, '0x 1'])('are not %j', (text) => {
    expect(normalizeSuiAddress(text)).toBeUndefined();
  });

  it('lead coin types', () => {
    expect(normalizeCoinType('0xA::usdc::USDC')).toBe(`0x${'a'.padStart(64, '0')}::usdc::USDC`);
    for (const text of ['usdc', '0x2::sui', '0x2::sui::', '0x2::sui::SUI::more', '::sui::SUI'])
      expect(normalizeCoinType(text), text).toBeUndefined();
  });
});
