import { describe, expect, it } from 'vitest';
import { parseSshConfig } from './ssh-config.js';

const hosts = (text: string) =>
  parseSshConfig(text).map(({ alias, values }) => ({ alias, ...Object.fromEntries(values) }));

describe('parseSshConfig', () => {
  it('takes the first value of a keyword, from patterns too', () => {
    expect(
      hosts(`
        # home
        Host web db
          HostName %h.example
          User=ada
        Host db
          User eve
          Port 2222
        Host *
          Port 22
          ServerAliveInterval 30
      `),
    ).toEqual([
      { alias: 'web', hostname: '%h.example', user: 'ada', port: '22', serveraliveinterval: '30' },
      { alias: 'db', hostname: '%h.example', user: 'ada', port: '2222', serveraliveinterval: '30' },
    ]);
  });

  it('applies what stands before the first host to all of them', () => {
    expect(hosts('User ada\nHost a\nHost b\nUser bob')).toEqual([
      { alias: 'a', user: 'ada' },
      { alias: 'b', user: 'ada' },
    ]);
  });

  it('leaves out Match blocks and negated hosts', () => {
    expect(hosts('Host a\nMatch exec "true"\nUser root\nHost * !a\nPort 9\nHost b')).toEqual([
      { alias: 'a' },
      { alias: 'b', port: '9' },
    ]);
  });

  it('reads quotes, tabs and CRLF', () => {
    expect(hosts('Host "my box"\r\n\tRemoteCommand\t"tmux new" -A # attach\r\n')).toEqual([
      { alias: 'my box', remotecommand: 'tmux new -A' },
    ]);
  });

  it('is quick with patterns made to be slow', () => {
    const started = performance.now();
    parseSshConfig(`Host ${'a'.repeat(5000)}\nHost ${'*a'.repeat(2500)}b\nUser x`);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
