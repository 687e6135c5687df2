import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  addressOfPublicKey,
  recoverDigest,
  recoverPersonal,
  Secp256k1Key,
  verifyDer,
  verifyEs256k,
} from './secp256k1-key.js';

const keyOf = (hex: string): Secp256k1Key => Secp256k1Key.fromPrivate(Buffer.from(hex, 'hex'));
const ONE = keyOf('1'.padStart(64, '0'));

describe('a secp256k1 key', () => {
  it('has the public key and the address known for the private key 1', () => {
    expect(ONE.publicKeyHex).toBe('0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798');
    expect(ONE.address).toBe('0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf');
    expect(addressOfPublicKey(ONE.publicKeyHex)).toBe(ONE.address);
  });

  it('signs a personal message as EIP-191 says', () => {
    // The vector of web3.js `eth.accounts.sign`.
    const key = keyOf('4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318');
    const signature =
      '0xb91467e570a6466aa9e9876cbcd013baba02900b8979d43fe208a4a4f339f5fd' +
      '6007e74cd82e037b800186422fc2da167c747ef045e5d18a5f5d4300f8e1a0291c';
    expect(key.address).toBe('0x2c7536E3605D9C16a7a3D7b1898e529396a65c23');
    expect(key.signPersonal('Some data')).toBe(signature);
    expect(recoverPersonal('Some data', signature)).toBe(key.address);
    expect(recoverPersonal('Some data', `${signature.slice(0, -2)}01`)).toBe(key.address);
    expect(recoverPersonal('Other data', signature)).not.toBe(key.address);
  });

  it('signs ES256K with the nonce of RFC 6979', () => {
    const data = Buffer.from('Satoshi Nakamoto');
    const signature = ONE.signEs256k(data);
    expect(signature.toString('hex')).toBe(
      '934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8' +
        '2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5',
    );
    expect(verifyEs256k(ONE.publicKeyHex, data, signature)).toBe(true);
    expect(verifyEs256k(ONE.publicKeyHex, Buffer.from('x'), signature)).toBe(false);
    expect(verifyEs256k(Secp256k1Key.generate().publicKeyHex, data, signature)).toBe(false);
  });

  it('signs digests recoverably, recovery byte first, and in DER', () => {
    const digest = createHash('sha256').update('x').digest();
    const signature = ONE.signRecoverable(digest);
    expect(signature).toHaveLength(65);
    expect([31, 32]).toContain(signature[0]);
    expect(recoverDigest(digest, signature)).toBe(ONE.address);
    signature[0]! -= 4;
    expect(recoverDigest(digest, signature)).toBe(ONE.address);
    expect(verifyDer(ONE.publicKeyHex, Buffer.from('x'), ONE.signDer(Buffer.from('x')))).toBe(true);
  });

  it('comes back from its private bytes', () => {
    const key = Secp256k1Key.generate();
    expect(keyOf(key.privateHex).address).toBe(key.address);
  });

  it.each(['', '00', '0'.repeat(64), 'f'.repeat(64)])('refuses the private key %j', (hex) =>
    expect(() => keyOf(hex)).toThrow(expect.objectContaining({ code: 'invalid_request' })),
  );

  it('answers what is no signature with unauthorized or false, never with another error', () => {
    const unauthorized = expect.objectContaining({ code: 'unauthorized' });
    for (const text of ['', '0x', 'zz'.repeat(65), `0x${'00'.repeat(65)}`, `0x${'ff'.repeat(64)}1b`]) {
      expect(() => recoverPersonal('x', text)).toThrow(unauthorized);
    }
    expect(() => recoverPersonal('x', `0x${'11'.repeat(64)}1d`)).toThrow(unauthorized);
    const digest = Buffer.alloc(32, 1);
    for (const bytes of [Buffer.alloc(0), Buffer.alloc(65), Buffer.alloc(65, 0xff), Buffer.alloc(64, 31)]) {
      expect(() => recoverDigest(digest, bytes)).toThrow(unauthorized);
      expect(verifyEs256k(ONE.publicKeyHex, digest, bytes)).toBe(false);
      expect(verifyDer('zz', digest, bytes)).toBe(false);
    }
    expect(() => addressOfPublicKey('02'.padEnd(66, 'f'))).toThrow(
      expect.objectContaining({ code: 'invalid_request' }),
    );
  });
});
