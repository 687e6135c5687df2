import { describe, expect, it } from 'vitest';
import { asName, exposeCommand, installCommand, isName, isPort, systemOf } from './publish-command.js';

const HOME = { url: 'https://localhost:8443', root_host: 'localhost' };
const PUBLIC = { url: 'https://relay.example', root_host: 'relay.example' };

it.each([
  ['Win32', 'windows'],
  ['MacIntel', 'macos'],
  ['iPhone', 'macos'],
  ['Linux x86_64', 'linux'],
  ['', 'linux'],
])('takes %j for %s', (platform, system) => {
  expect(systemOf(platform)).toBe(system);
});

it('installs without asking for a known certificate only on this machine', () => {
  expect(installCommand('linux', PUBLIC)).toBe('curl -fsSL https://relay.example/api/install.sh | sh');
  expect(installCommand('macos', HOME)).toBe('curl -kfsSL https://localhost:8443/api/install.sh | sh');
  expect(installCommand('windows', PUBLIC)).toBe('irm https://relay.example/api/install.ps1 | iex');
  expect(installCommand('windows', HOME)).toContain('curl.exe -k');
  expect(installCommand('linux', { url: 'https://notlocalhost', root_host: 'notlocalhost' })).not.toContain('-k');
});

describe('the command that publishes', () => {
  const demo = { kind: 'http', port: '3000', name: 'demo', isHidden: false } as const;
  it.each([
    [demo, 'portal-tunnel expose 3000 --name demo --relay https://relay.example'],
    [
      { ...demo, kind: 'tcp', isHidden: true },
      'portal-tunnel expose 3000 --tcp --name demo --hidden --relay https://relay.example',
    ],
    [{ ...demo, kind: 'udp' }, 'portal-tunnel expose 3000 --udp --name demo --relay https://relay.example'],
  ] as const)('%j', (publication, command) => {
    expect(exposeCommand(publication, PUBLIC)).toBe(command);
  });
});

it('knows names and ports', () => {
  expect(['demo', 'a', 'my-app-2', '-a', 'a-', 'A', 'ä', '', 'x'.repeat(64)].map(isName)).toEqual([
    ...[true, true, true],
    ...[false, false, false, false, false, false],
  ]);
  expect(asName('My App.v2')).toBe('my-app-v2');
  expect(['1', '65535', '0', '65536', '08', 'x'].map(isPort)).toEqual([true, true, false, false, false, false]);
});
