import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hostnameHash, isEchConfigList, isRouteHostname } from './ech.js';

it('a hostname hash is SHA-256 over context, NUL and the normalised name', () => {
  const expected = createHash('sha256').update('portal hostname hash v1').update('\0').update('demo.relay.example');
  expect(hostnameHash('Demo.Relay.Example.')).toBe(expected.digest('base64url'));
  expect(hostnameHash('demo.relay.example')).toHaveLength(43);
});

describe('an ECHConfigList', () => {
  const list = (length: number, said = length): string => {
    const bytes = Buffer.alloc(2 + length);
    bytes.writeUInt16BE(said);
    return bytes.toString('base64');
  };

  it('is as long as its prefix says, up to 4096 bytes', () => {
    for (const length of [1, 64, 4094]) expect(isEchConfigList(list(length)), `${length}`).toBe(true);
    for (const text of [list(4095), list(0), list(10, 9), list(10, 11), '', 'AA==', '!!!!', 'AAFA', 'A'.repeat(9000)]) {
      expect(isEchConfigList(text), text.slice(0, 20)).toBe(text === 'AAFA');
    }
  });
});

it('a route hostname is one normalised label below the root', () => {
  expect(isRouteHostname('ech-abc.relay.example', 'relay.example')).toBe(true);
  for (const host of [
    'relay.example',
    '.relay.example',
    'a.b.relay.example',
    'A.relay.example',
    '-a.relay.example',
    'a.other',
  ]) {
    expect(isRouteHostname(host, 'relay.example'), host).toBe(false);
  }
});
