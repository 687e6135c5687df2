import { describe, expect, it } from 'vitest';
import { CommandError } from './exit-code.js';
import { readExposeArguments } from './expose-arguments.js';

const read = (line: string, env: NodeJS.ProcessEnv = {}) => readExposeArguments(line.split(' ').filter(Boolean), env);

describe('arguments of expose', () => {
  it('reads the usual line and says nothing of what was not said', () => {
    expect(read('3000 --name demo --relay https://localhost:8443')).toEqual({
      flags: { target: '3000', name: 'demo', relays: ['https://localhost:8443'] },
      configFile: undefined,
      caFile: undefined,
      json: false,
    });
  });

  it('reads everything else', () => {
    const line =
      '--target h:1 --tcp --hidden --tag a --tag b --relay x --relay y --protocol 5 --sessions 8 --no-ban-mitm';
    expect(read(line).flags).toEqual({
      target: 'h:1',
      relays: ['x', 'y'],
      tcp: true,
      hidden: true,
      tags: ['a', 'b'],
      protocol: '5',
      sessions: 8,
      banMitm: false,
    });
  });

  it('takes UDP with and without a port', () => {
    expect(read('3000 --udp').flags).toMatchObject({ target: '3000', udp: true });
    expect(read('3000 --udp --name a').flags).toMatchObject({ udp: true, name: 'a' });
    expect(read('3000 --udp 5353').flags).toMatchObject({ target: '3000', udp: '5353' });
    expect(read('--udp 5353').flags).toMatchObject({ target: '5353', udp: '5353' });
  });

  it('takes relays from the environment when none is named', () => {
    const env = { PORTAL_RELAY: 'https://a,https://b' };
    expect(read('3000', env).flags.relays).toEqual(['https://a', 'https://b']);
    expect(read('3000 --relay https://c', env).flags.relays).toEqual(['https://c']);
  });

  it.each(['', '1 2', '1 --target 2', '1 --bogus', '--config f 3000', '--config f --name a', '1 --name'])(
    'refuses %j',
    (line) => {
      expect(() => read(line)).toThrow(CommandError);
    },
  );
});
