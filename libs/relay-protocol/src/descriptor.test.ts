import { describe, expect, it } from 'vitest';
import { canonicalDescriptor, parseDescriptor, signDescriptor, verifyDescriptor } from './descriptor.js';
import { unixNano } from './json-fields.js';
import { Secp256k1Key } from './secp256k1-key.js';

const key = Secp256k1Key.fromPrivate(Buffer.alloc(32, 1));
const said = {
  version: '8',
  issued_at: '2026-01-02T03:04:05.123456789Z',
  expires_at: '2026-01-02T05:09:05+02:00',
  api_https_addr: 'https://relay.example:8443',
  supports_tcp: true,
  active_connections: 12,
  tcp_bps: 1.5e21,
};
const invalid = expect.objectContaining({ name: 'ProtocolError', code: 'invalid_request' });

describe('a descriptor', () => {
  const signed = signDescriptor(key, said);

  it('is signed over twelve keys in one order, with Go’s escapes and floats', () => {
    expect(canonicalDescriptor({ ...signed, version: '<8>&\u2028' })).toBe(
      `{"address":"${key.address}","version":"\\u003c8\\u003e\\u0026\\u2028","issued_at_unix_nano":1767323045123456789,` +
        '"expires_at_unix_nano":1767323345000000000,"api_https_addr":"https://relay.example:8443",' +
        '"wireguard_public_key":"","wireguard_port":0,"supports_overlay":false,"supports_udp":false,"supports_tcp":true,' +
        '"active_connections":12,"tcp_bps":1.5e+21}',
    );
  });

  it('is believed when its address signed it, also after JSON', () => {
    const read = parseDescriptor(JSON.parse(JSON.stringify(signed)));
    expect(() => verifyDescriptor(read)).not.toThrow();
    expect(() => verifyDescriptor(signed)).not.toThrow();
    expect(read).toMatchObject({ ...said, address: key.address, supports_udp: false });
  });

  it.each([
    { version: '9' },
    { expires_at: '2026-01-02T03:09:06Z' },
    { api_https_addr: 'https://evil.example' },
    { supports_udp: true },
    { active_connections: 13 },
    { address: Secp256k1Key.fromPrivate(Buffer.alloc(32, 2)).address },
    { signature: '' },
    { signature: Buffer.alloc(65, 31).toString('base64') },
  ])('is refused after a change of %j', (change) =>
    expect(() => verifyDescriptor({ ...signed, ...change })).toThrow(invalid),
  );

  it.each([
    null,
    'text',
    [],
    {},
    { ...signed, address: 'x' },
    { ...signed, api_https_addr: 'https://Relay.example/' },
    { ...signed, api_https_addr: 'http://relay.example' },
    { ...signed, issued_at: 'yesterday' },
    { ...signed, issued_at: '2026-13-02T03:04:05Z' },
    { ...signed, wireguard_port: 65_536 },
    { ...signed, supports_udp: 'yes' },
    { ...signed, active_connections: -1 },
    { ...signed, version: 'x'.repeat(33) },
  ])('is not read from %j', (value) => expect(() => parseDescriptor(value)).toThrow(invalid));
});

it('nanoseconds wrap as Go’s int64 does', () => {
  expect(unixNano('0001-01-01T00:00:00Z')).toBe(-6795364578871345152n);
  expect(unixNano('1970-01-01T00:00:00.000000001Z')).toBe(1n);
  expect(unixNano('1969-12-31T23:59:59.9Z')).toBe(-100_000_000n);
});
