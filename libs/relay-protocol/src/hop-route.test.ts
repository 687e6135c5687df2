import { describe, expect, it } from 'vitest';
import { canonicalDescriptor, signDescriptor } from './descriptor.js';
import { canonicalHopRoute, parseHopRoute, signHopRoute, verifyHopRoute } from './hop-route.js';
import { Secp256k1Key } from './secp256k1-key.js';

const owner = Secp256k1Key.fromPrivate(Buffer.alloc(32, 3));
const forward = signDescriptor(Secp256k1Key.fromPrivate(Buffer.alloc(32, 4)), {
  version: '8',
  issued_at: '2026-01-02T03:04:05Z',
  expires_at: '2026-01-02T03:09:05Z',
  api_https_addr: 'https://next.example',
});
const said = {
  relay_url: 'https://relay.example',
  route_hostname: 'ech-a.relay.example',
  forward_relay: forward,
  forward_token: 'secret',
  first_seen_at: '0001-01-01T00:00:00Z',
  expires_at: '2026-01-02T03:04:35Z',
};

describe('a hop route', () => {
  const route = signHopRoute(owner, 'POST', said);

  it('is signed over thirteen keys with the next relay’s descriptor inline', () => {
    expect(canonicalHopRoute('POST', route)).toBe(
      `{"purpose":"portal hop route v1","method":"POST","owner_public_key":"${owner.publicKeyHex}",` +
        '"relay_url":"https://relay.example","public_hostname":"","route_hostname":"ech-a.relay.example",' +
        `"hostname_hash":"","ech_config_list":"","match_token":"","forward_relay":${canonicalDescriptor(forward)},` +
        '"forward_token":"secret","first_seen_at_unix_nano":-6795364578871345152,"expires_at_unix_nano":1767323075000000000}',
    );
  });

  it('is believed for its method alone, also after JSON', () => {
    const read = parseHopRoute(JSON.parse(JSON.stringify({ ...route, metadata: { hide: true } })));
    expect(() => verifyHopRoute('POST', read)).not.toThrow();
    const unauthorized = expect.objectContaining({ name: 'ProtocolError', code: 'unauthorized' });
    expect(() => verifyHopRoute('DELETE', read)).toThrow(unauthorized);
    expect(() => verifyHopRoute('POST', { ...read, forward_token: 'other' })).toThrow(unauthorized);
    expect(() => verifyHopRoute('POST', { ...read, signature: 'zz' })).toThrow(unauthorized);
    expect(() => verifyHopRoute('POST', { ...read, owner_public_key: forward.address })).toThrow(unauthorized);
  });

  it.each([
    {},
    { ...route, forward_relay: undefined },
    { ...route, expires_at: 5 },
    { ...route, signature: 'a'.repeat(161) },
  ])('is not read from %j', (value) =>
    expect(() => parseHopRoute(value)).toThrow(expect.objectContaining({ code: 'invalid_request' })),
  );
});
