import { describe, expect, it } from 'vitest';
import { type ExposeOptions, ExposureError, readExposure } from './exposure.js';

const RELAYS = ['https://localhost:8443'];

const faultsOf = (options: object): string[] => {
  try {
    readExposure(options as ExposeOptions);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(ExposureError);
    return (error as ExposureError).faults;
  }
};

describe('readExposure', () => {
  it('takes defaults and normalises', () => {
    const exposure = readExposure({ target: 3000, name: ' My App ', relays: ['localhost:8443/', ...RELAYS] });
    expect(exposure).toMatchObject({
      target: { host: 'localhost', port: 3000 },
      name: 'my-app',
      relays: RELAYS,
      tcp: false,
      udpTarget: undefined,
      banMitm: true,
      sessions: 4,
      metadata: {},
    });
  });

  it('leads UDP to the same host unless told otherwise', () => {
    const udpOf = (udp: ExposeOptions['udp']) =>
      readExposure({ target: '10.0.0.5:80', relays: RELAYS, ...(udp !== undefined && { udp }) }).udpTarget;
    expect(udpOf(true)).toEqual({ host: '10.0.0.5', port: 80 });
    expect(udpOf(5353)).toEqual({ host: '10.0.0.5', port: 5353 });
    expect(udpOf('127.0.0.1:53')).toEqual({ host: '127.0.0.1', port: 53 });
    expect(udpOf(false)).toBeUndefined();
  });

  it('passes only what was said to the public list', () => {
    const metadata = { description: 'd', owner: '', tags: ['a'], hidden: true };
    expect(readExposure({ target: 1, relays: RELAYS, ...metadata }).metadata).toEqual({
      description: 'd',
      tags: ['a'],
      hide: true,
    });
  });

  it('lists every fault at once', () => {
    const faults = faultsOf({
      target: 'x',
      relays: ['http://plain'],
      name: '---',
      sessions: 99,
      protocol: '9',
      tcp: 'yes',
    });
    expect(faults.map((fault) => fault.split(':')[0])).toEqual([
      'target',
      'name',
      'relays',
      'tcp',
      'protocol',
      'sessions',
    ]);
  });

  it('refuses wrong types from a file', () => {
    expect(faultsOf({ target: 1, relays: [3], tags: 'a', banMitm: 1, description: {} })).toHaveLength(3);
    expect(faultsOf({ target: 1, relays: 'https://a' })).toEqual(['relays: name at least one relay']);
  });
});
