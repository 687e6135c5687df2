import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfigFile } from './config-file.js';
import { CommandError, EXIT } from './exit-code.js';

describe('the configuration file', () => {
  let folder: string;
  let file: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'tunnel-config-'));
    file = path.join(folder, 'tunnels.json');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const read = async (config: unknown, flags = {}) => {
    await writeFile(file, typeof config === 'string' ? config : JSON.stringify(config));
    return readConfigFile(file, flags);
  };
  const faultsOf = async (config: unknown): Promise<string> => {
    const error = await read(config).then(
      () => expect.unreachable('the file was taken'),
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(CommandError);
    expect((error as CommandError).exitCode).toBe(EXIT.usage);
    return (error as CommandError).message;
  };

  it('shares what is said once, lets a service say otherwise and flags win over the shared part', async () => {
    const config = {
      relays: ['https://a.example'],
      sessions: 2,
      services: [
        { name: 'web', target: 3000 },
        { name: 'game', target: '127.0.0.1:25565', tcp: true, relays: ['https://b.example'], sessions: 8 },
      ],
    };
    expect(await read(config, { sessions: 6 })).toEqual([
      { name: 'web', target: 3000, relays: ['https://a.example'], sessions: 6 },
      { name: 'game', target: '127.0.0.1:25565', tcp: true, relays: ['https://b.example'], sessions: 8 },
    ]);
  });

  it('takes paths relative to itself', async () => {
    const services = [{ name: 'web', target: 3000, identity: 'web.json' }];
    const [service] = await read({ relays: ['https://a.example'], services });
    expect(service?.identity).toBe(path.join(folder, 'web.json'));
  });

  it('says all that is wrong, with places', async () => {
    const faults = await faultsOf({
      relay: 'https://a.example',
      services: [{ name: 'web', target: 'nowhere', ports: 1 }, { target: 3000, relays: ['https://a.example'] }, 7],
    });
    for (const place of [
      'relay:',
      'services[0].ports',
      'services[0].target',
      'services[0].relays',
      'services[1].name',
      'services[2]',
    ]) {
      expect(faults).toContain(place);
    }
  });

  it('refuses two services that would take one name from each other', async () => {
    const services = [
      { name: 'web', target: 1 },
      { name: 'WEB', target: 2 },
    ];
    expect(await faultsOf({ relays: ['https://a.example'], services })).toContain(
      'two are called web at https://a.example',
    );
  });

  it('refuses what is no configuration at all', async () => {
    expect(await faultsOf('{')).toContain('not JSON');
    expect(await faultsOf([])).toContain('not a JSON object');
    expect(await faultsOf({ relays: [], services: [] })).toContain('at least one service');
    await expect(readConfigFile(path.join(folder, 'missing.json'))).rejects.toThrow('ENOENT');
  });
});
