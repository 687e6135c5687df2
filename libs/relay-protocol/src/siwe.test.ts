import { expect, it } from 'vitest';
import { siweMessage } from './siwe.js';

it('a challenge is an EIP-4361 message with whole seconds', () => {
  const text = siweMessage({
    domain: 'relay.example:8443',
    address: '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
    uri: 'https://relay.example:8443/sdk/register',
    nonce: 'abcdefgh12345678',
    requestId: 'rch_0123456789abcdef',
    issuedAt: new Date('2026-01-02T03:04:05.678Z'),
    expiresAt: new Date('2026-01-02T03:06:05.678Z'),
  });
  expect(text).toBe(`relay.example:8443 wants you to sign in with your Ethereum account:
0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed

Register a portal lease

URI: https://relay.example:8443/sdk/register
Version: 1
Chain ID: 1
Nonce: abcdefgh12345678
Issued At: 2026-01-02T03:04:05Z
Expiration Time: 2026-01-02T03:06:05Z
Request ID: rch_0123456789abcdef`);
});
