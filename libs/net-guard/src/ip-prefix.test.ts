import { describe, expect, it } from 'vitest';
import { ipPrefix } from './ip-prefix.js';

describe('the unit limits count by', () => {
  it('is an IPv6 site, and an IPv4 address also where it is mapped', () => {
    expect(ipPrefix('2001:db8:1:2:3::4')).toBe(ipPrefix('2001:db8:1:2::ffff'));
    expect(ipPrefix('2001:db8:1:2::1')).not.toBe(ipPrefix('2001:db8:1:3::1'));
    expect(ipPrefix('fe80::1%eth0')).toBe(ipPrefix('fe80::2%eth1'));
    expect(ipPrefix('::ffff:192.0.2.1')).toBe('192.0.2.1');
    expect(ipPrefix('nonsense')).toBe('unknown');
  });
});
