import { describe, expect, it } from 'vitest';
import { CLOSED_POLICY, judge, parseCidr, type NetworkPolicy } from './index.js';

const OPEN: NetworkPolicy = { ...CLOSED_POLICY, loopback: true, linkLocal: true, private: true };
const verdict = (address: string, policy = CLOSED_POLICY): string => {
  const result = judge(address, policy);
  return result.allowed ? 'allowed' : result.reason;
};
const with_ = (
  part: Partial<Record<'allow' | 'deny' | 'environmentAllow', string[]>>,
  base = CLOSED_POLICY,
): NetworkPolicy => ({
  ...base,
  ...Object.fromEntries(Object.entries(part).map(([name, ranges]) => [name, ranges.map(parseCidr)])),
});

describe('an address', () => {
  it.each([
    ['8.8.8.8', 'allowed'],
    ['1.1.1.1', 'allowed'],
    ['172.15.255.255', 'allowed'],
    ['172.32.0.0', 'allowed'],
    ['100.63.255.255', 'allowed'],
    ['169.253.255.255', 'allowed'],
    ['2606:4700::1111', 'allowed'],
    ['::ffff:8.8.8.8', 'allowed'],
    ['64:ff9b::808:808', 'allowed'],
    ['0.0.0.0', 'unspecified'],
    ['0.1.2.3', 'unspecified'],
    ['::', 'unspecified'],
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['::1', 'loopback'],
    ['0:0:0:0:0:0:0:1', 'loopback'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['::ffff:7f00:1', 'loopback'],
    ['::FFFF:7F00:0001', 'loopback'],
    ['::ffff:0:127.0.0.1', 'loopback'],
    ['::127.0.0.1', 'loopback'],
    ['64:ff9b::7f00:1', 'loopback'],
    ['64:ff9b::127.0.0.1', 'loopback'],
    ['2002:7f00:1::', 'loopback'],
    ['2002:7f00:0001:1234::5', 'loopback'],
    ['fe80::5efe:7f00:1', 'loopback'],
    ['2001:db8::5efe:10.0.0.1', 'private'],
    ['10.0.0.0', 'private'],
    ['10.255.255.255', 'private'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.1.100', 'private'],
    ['100.64.1.1', 'private'],
    ['100.127.255.255', 'private'],
    ['fc00::1', 'private'],
    ['fdff:ffff::1', 'private'],
    ['::ffff:10.1.2.3', 'private'],
    ['2002:a00:1::1', 'private'],
    ['64:ff9b::c0a8:101', 'private'],
    ['169.254.1.1', 'linkLocal'],
    ['fe80::1', 'linkLocal'],
    ['febf::1', 'linkLocal'],
    ['169.254.169.254', 'metadata'],
    ['169.254.170.2', 'metadata'],
    ['169.254.170.23', 'metadata'],
    ['100.100.100.200', 'metadata'],
    ['168.63.129.16', 'metadata'],
    ['192.0.0.192', 'metadata'],
    ['::ffff:169.254.169.254', 'metadata'],
    ['::ffff:a9fe:a9fe', 'metadata'],
    ['::169.254.169.254', 'metadata'],
    ['64:ff9b::a9fe:a9fe', 'metadata'],
    ['2002:a9fe:a9fe::', 'metadata'],
    ['fd00:ec2::254', 'metadata'],
    ['fd20:ce::254', 'metadata'],
    ['fe80::a9fe:a9fe', 'metadata'],
    ['224.0.0.1', 'multicast'],
    ['239.255.255.250', 'multicast'],
    ['ff02::1', 'multicast'],
    ['255.255.255.255', 'broadcast'],
    ['240.0.0.1', 'reserved'],
    ['192.0.2.1', 'reserved'],
    ['198.51.100.1', 'reserved'],
    ['203.0.113.1', 'reserved'],
    ['198.18.0.1', 'reserved'],
    ['192.88.99.1', 'reserved'],
    ['2001:0:1:2::5', 'reserved'],
    ['2001:db8::1', 'reserved'],
    ['2001:10::1', 'reserved'],
    ['100::1', 'reserved'],
    ['64:ff9b:1::7f00:1', 'reserved'],
    ['fec0::1', 'reserved'],
    ['5f00::1', 'reserved'],
    ['4000::1', 'reserved'],
    ['', 'invalid'],
    ['localhost', 'invalid'],
    ['127.1', 'invalid'],
    ['0x7f000001', 'invalid'],
    ['2130706433', 'invalid'],
    ['0177.0.0.1', 'invalid'],
    ['127.0.0.1 ', 'invalid'],
    ['fe80::1%eth0', 'invalid'],
    ['::1%lo', 'invalid'],
    ['1.2.3.4.5', 'invalid'],
    ['::ffff:1.2.3.4:5', 'invalid'],
  ])('%s is %s by a closed policy', (address, expected) => {
    expect(verdict(address)).toBe(expected);
  });
});

describe('a policy', () => {
  it('opens only the class its switch names', () => {
    expect(verdict('10.0.0.1', { ...CLOSED_POLICY, private: true })).toBe('allowed');
    expect(verdict('127.0.0.1', { ...CLOSED_POLICY, private: true })).toBe('loopback');
    expect(verdict('127.0.0.1', { ...CLOSED_POLICY, loopback: true })).toBe('allowed');
    expect(verdict('fe80::1', { ...CLOSED_POLICY, linkLocal: true })).toBe('allowed');
    expect(verdict('198.18.0.1', OPEN)).toBe('reserved');
  });

  it.each([
    '169.254.169.254',
    '::ffff:169.254.169.254',
    '100.100.100.200',
    'fd00:ec2::254',
    '64:ff9b::a9fe:a9fe',
    '168.63.129.16',
  ])('keeps metadata at %s closed unless the environment names the very address', (address) => {
    const everything = ['0.0.0.0/0', '::/0'];
    const named = ['169.254.169.254', '100.100.100.200/32', 'fd00:ec2::254/128', '168.63.129.16'];
    expect(verdict(address, OPEN)).toBe('metadata');
    expect(verdict(address, with_({ allow: [...everything, ...named], environmentAllow: everything }, OPEN))).toBe(
      'metadata',
    );
    expect(verdict(address, with_({ environmentAllow: ['169.254.169.0/24', 'fd00:ec2::/64'] }, OPEN))).toBe('metadata');
    expect(verdict(address, with_({ environmentAllow: named }))).toBe('allowed');
  });

  it('allows a listed range in every spelling of its addresses', () => {
    const policy = with_({ allow: ['127.0.0.1/32', 'fd12::/16'] });
    for (const address of ['127.0.0.1', '::ffff:127.0.0.1', '64:ff9b::7f00:1', 'fd12::1'])
      expect(verdict(address, policy)).toBe('allowed');
    for (const address of ['127.0.0.2', '::1', 'fd13::1']) expect(verdict(address, policy)).not.toBe('allowed');
    expect(verdict('198.18.0.1', with_({ environmentAllow: ['198.18.0.0/15'] }))).toBe('allowed');
  });

  it('denies a listed range in every spelling, whatever allows it', () => {
    const policy = with_(
      {
        deny: ['8.8.8.0/24', '10.0.0.0/8', '2606:4700::/32'],
        allow: ['0.0.0.0/0', '::/0'],
        environmentAllow: ['10.0.0.1'],
      },
      OPEN,
    );
    for (const address of [
      '8.8.8.8',
      '::ffff:8.8.8.8',
      '64:ff9b::808:808',
      '2002:808:808::',
      '10.0.0.1',
      '2606:4700::1111',
    ]) {
      expect(verdict(address, policy)).toBe('denied');
    }
    expect(verdict('1.1.1.1', policy)).toBe('allowed');
  });

  it('never reaches many machines, or none in particular', () => {
    const policy = with_({ allow: ['0.0.0.0/0', '::/0'], environmentAllow: ['0.0.0.0/0', '::/0'] }, OPEN);
    expect(
      ['0.0.0.0', '::', '224.0.0.1', 'ff02::1', '255.255.255.255'].map((address) => verdict(address, policy)),
    ).toEqual(['unspecified', 'unspecified', 'multicast', 'multicast', 'broadcast']);
  });
});

describe('a range', () => {
  it.each([
    '',
    'x',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/',
    '10.0.0/8',
    '::/129',
    '10.0.0.0/8/8',
    'fe80::1%1/64',
    '1.2.3.4/0x8',
  ])('is not %j', (text) => {
    expect(() => parseCidr(text)).toThrow(RangeError);
  });

  it('of IPv4-mapped addresses is one of IPv4 addresses', () => {
    expect(verdict('10.1.1.1', with_({ deny: ['::ffff:10.1.1.1'] }))).toBe('denied');
  });
});
