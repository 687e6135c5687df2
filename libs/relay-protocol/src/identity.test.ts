import { describe, expect, it } from 'vitest';
import {
  checksumAddress,
  identityKeyOf,
  isLocalHost,
  leaseHostname,
  normalizeHostname,
  normalizeName,
  normalizeRelayUrl,
  parseIdentityKey,
  rootHostOf,
} from './identity.js';

const invalid = expect.objectContaining({ name: 'ProtocolError', code: 'invalid_request' });
const LONG = 'x'.repeat(64);

describe('a name', () => {
  it.each([
    ['Demo', 'demo'],
    ['  My cool   App! ', 'my-cool-app'],
    ['a--b', 'a--b'],
    ['a_b.c', 'a-b-c'],
    ['-x-', 'x'],
    ['Bücher', 'xn--bcher-kva'],
    ['日本', 'xn--wgv71a'],
    ['１２３', '123'],
    ['x'.repeat(63), 'x'.repeat(63)],
  ])('becomes a label: %j → %j', (text, label) => expect(normalizeName(text)).toBe(label));

  it.each(['', '   ', '---', '!!', LONG, 'é'.repeat(63), 'x'.repeat(5000)])('is refused: %j', (text) =>
    expect(() => normalizeName(text)).toThrow(invalid),
  );
});

describe('an address', () => {
  // EIP-55, test cases.
  const checked = [
    '0x52908400098527886E0F7030069857D2E4169EE7',
    '0x8617E340B3D01FA5F11F306F4090FD50E238070D',
    '0xde709f2102306220921060314715629080e2fb77',
    '0x27b1fdb04752bbc536007a920d24acb045561c26',
    '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
    '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359',
    '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB',
    '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb',
  ];

  it.each(checked)('gets the checksum of EIP-55: %s', (address) => {
    expect(checksumAddress(address)).toBe(address);
    expect(checksumAddress(address.toLowerCase())).toBe(address);
    expect(checksumAddress(`0x${address.slice(2).toUpperCase()}`)).toBe(address);
  });

  it.each([
    '0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
    '5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
    '0X5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
    '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe',
    '0xg'.padEnd(42, '0'),
    '',
  ])('is refused: %j', (text) => expect(() => checksumAddress(text)).toThrow(invalid));
});

describe('an identity key', () => {
  const identity = { name: 'demo', address: '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed' };
  const key = 'demo:0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed';

  it('is the lower-case pair, and is read back', () => {
    expect(identityKeyOf(identity)).toBe(key);
    expect(parseIdentityKey(key)).toEqual(identity);
    expect(parseIdentityKey(` Demo : ${identity.address}`)).toEqual(identity);
  });

  it.each(['demo', ':', `:${identity.address}`, 'demo:0x1', `a:b:${identity.address}`])('is refused: %j', (text) =>
    expect(() => parseIdentityKey(text)).toThrow(invalid),
  );
});

describe('a relay URL', () => {
  it.each([
    ['relay.example.com', 'https://relay.example.com'],
    ['HTTPS://Relay.Example.com:8443/relay/?a=1#b', 'https://relay.example.com:8443'],
    ['https://localhost:443/', 'https://localhost'],
    ['localhost:8443', 'https://localhost:8443'],
    ['https://x.example/base/relay', 'https://x.example/base'],
    ['https://[::1]:8443', 'https://[::1]:8443'],
  ])('is normalised: %s → %s', (text, url) => {
    expect(normalizeRelayUrl(text)).toBe(url);
    expect(normalizeRelayUrl(url)).toBe(url);
  });

  it.each(['http://relay.example.com', 'ftp://x', 'https://', '', 'https://u:p@x.example', 'https://a b'])(
    'is refused: %j',
    (text) => expect(() => normalizeRelayUrl(text)).toThrow(invalid),
  );

  it('names the root host', () => {
    expect(rootHostOf('https://Relay.Example.com.:8443')).toBe('relay.example.com');
    expect(rootHostOf('https://[::1]:8443')).toBe('::1');
    expect(leaseHostname('Demo', 'relay.example.com')).toBe('demo.relay.example.com');
  });
});

describe('a host', () => {
  it('loses case, spaces and one last dot', () => {
    expect(normalizeHostname(' Demo.Relay.Example. ')).toBe('demo.relay.example');
    expect(normalizeHostname('*.relay.example')).toBe('*.relay.example');
    expect(normalizeHostname('_x.relay.example')).toBe('_x.relay.example');
  });

  it.each(['', '.', 'a..b', 'a.*.b', 'ä.example', 'a\0b', `${LONG}.x`, 'a.'.repeat(127) + 'aaa'])(
    'is refused: %j',
    (text) => expect(() => normalizeHostname(text)).toThrow(invalid),
  );

  it('is local when only this machine reaches it', () => {
    for (const host of ['', 'localhost', 'LocalHost.', 'a.localhost', '127.0.0.1', '127.9.9.9', '::1', '[::1]']) {
      expect(isLocalHost(host), host).toBe(true);
    }
    for (const host of ['example.com', 'localhost.example', '10.0.0.1', '::2', '128.0.0.1']) {
      expect(isLocalHost(host), host).toBe(false);
    }
  });
});
