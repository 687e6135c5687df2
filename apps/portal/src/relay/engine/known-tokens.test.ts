import { describe, expect, it, vi } from 'vitest';
import { KnownTokens } from './known-tokens.js';

describe('known tokens', () => {
  const make = () => {
    let time = 0;
    const verify = vi.fn((token: string | undefined) => {
      if (token !== 'good') throw new Error('refused');
      return 'name:0x1';
    });
    const tokens = new KnownTokens(verify, () => time);
    return { tokens, verify, pass: (ms: number) => (time += ms) };
  };

  it('are verified once a second', () => {
    const { tokens, verify, pass } = make();
    expect([tokens.identityOf('good'), tokens.identityOf('good')]).toEqual(['name:0x1', 'name:0x1']);
    expect(verify).toHaveBeenCalledTimes(1);
    pass(1_000);
    tokens.identityOf('good');
    expect(verify).toHaveBeenCalledTimes(2);
  });

  it('are none that were refused', () => {
    const { tokens, verify } = make();
    for (const token of ['bad', 'bad', undefined]) expect(() => tokens.identityOf(token)).toThrow('refused');
    expect(verify).toHaveBeenCalledTimes(3);
  });
});
