import { describe, expect, it } from 'vitest';
import type { RelayStatus } from '../relay-status.js';
import { renderStatus, type StatusView } from './status-view.js';
import { formatBytes, formatDuration } from './units.js';

const STATUS: RelayStatus = {
  relay: 'https://relay.example',
  state: 'online',
  publicUrl: 'https://demo.relay.example',
  tcpAddress: 'relay.example:20001',
  udpAddress: undefined,
  ready: 4,
  open: 1,
  total: 12,
  bytesIn: 1_234,
  bytesOut: 5_600_000,
  problem: undefined,
};
const VIEW: StatusView = {
  version: '1.2.3',
  uptimeMs: 61_000,
  services: [{ name: 'demo', target: 'localhost:3000', relays: [STATUS] }],
  problem: { code: 'target.unreachable', message: 'localhost:3000 refuses connections', final: false, ageMs: 5_000 },
};

describe('the status screen', () => {
  it('shows name, address, state, sessions, connections, bytes and the last problem', () => {
    expect(renderStatus(VIEW, { columns: 80, rows: 24 }, false)).toEqual([
      'portal-tunnel 1.2.3   up 1:01   Ctrl-C ends it',
      '',
      'demo  ->  localhost:3000',
      '  state       online   https://relay.example',
      '  public      https://demo.relay.example',
      '  tcp         relay.example:20001',
      '  connections 1 open, 12 so far   4 ready',
      '  traffic     1.2 KB in, 5.6 MB out',
      '',
      '  problem     localhost:3000 refuses connections   0:05 ago',
    ]);
  });

  it('fits any terminal and keeps the problem in sight', () => {
    for (let columns = 0; columns < 60; columns += 7) {
      for (let rows = 1; rows < 14; rows += 1) {
        const lines = renderStatus(VIEW, { columns, rows }, false);
        expect(lines.length).toBeLessThanOrEqual(rows);
        expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
      }
    }
    expect(renderStatus(VIEW, { columns: 80, rows: 5 }, false).at(-1)).toContain('refuses connections');
  });

  it('colours without changing the words', () => {
    const plain = renderStatus(VIEW, { columns: 50, rows: 24 }, false);
    // eslint-disable-next-line eslint/no-control-regex
    const stripped = renderStatus(VIEW, { columns: 50, rows: 24 }, true).map((line) => line.replace(/\x1b\[\d+m/g, ''));
    expect(stripped).toEqual(plain);
  });
});

describe('units', () => {
  it('stay short', () => {
    expect([0, 999, 1000, 1_049, 9_960, 999_499, 999_500, 1.5e12].map(formatBytes)).toEqual([
      ...['0 B', '999 B', '1.0 KB', '1.0 KB', '10 KB', '999 KB', '1.0 MB', '1.5 TB'],
    ]);
    expect([0, 59_999, 60_000, 3_600_000].map(formatDuration)).toEqual(['0:00', '0:59', '1:00', '1:00:00']);
  });
});
