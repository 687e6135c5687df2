import { describe, expect, it } from 'vitest';
import { mutate, seededRandom } from '#libs/testing';
import { SuiWallet } from './sui-ledger.peer.js';
import { verifySuiSignature } from './sui-signature.js';

const transaction = Buffer.from('what a wallet signs');

describe.each(['ed25519', 'secp256k1', 'prime256v1'] as const)('a signature of Sui with %s', (curve) => {
  const wallet = new SuiWallet(curve);
  const signature = wallet.sign(transaction);

  it('names its signer', () => {
    expect(verifySuiSignature(signature, transaction)).toEqual({ isValid: true, signer: wallet.address });
  });

  it('is over these bytes alone', () => {
    expect(verifySuiSignature(signature, Buffer.concat([transaction, Buffer.alloc(1)])).isValid).toBe(false);
  });

  it('holds no more after any change', () => {
    const random = seededRandom(402);
    for (let round = 0; round < 60; round++) {
      const changed = mutate(signature, random);
      if (!changed.equals(signature)) expect(verifySuiSignature(changed, transaction).isValid).toBe(false);
    }
  });
});

describe('a signature of Sui of another kind', () => {
  it.each([
    [[3, 0, 1], /Multisig/],
    [[5, 0, 1], /zkLogin/],
    [[6, 0, 1], /Passkey/],
    [[99], /Unknown/],
    [[0, 1, 2], /length/],
    [[], /empty/],
  ])('%j is refused by name', (bytes, message) => {
    expect(verifySuiSignature(Buffer.from(bytes), transaction)).toMatchObject({
      isValid: false,
      message: expect.stringMatching(message),
    });
  });
});
