import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom, type TestUser, usePortal } from '#libs/testing';
import { SearchWorld } from './search-world.js';

const PIECES = [
  ...[
    'deploy',
    'a',
    'b',
    '"',
    '""',
    "'",
    '%',
    '_',
    '\\',
    '$1',
    '--',
    ';',
    '(',
    ')[',
    '*',
    '?',
    '|',
    '&',
    ' ',
    '  ',
    '\t',
  ],
  ...['天気', 'ー', '🎉', '👩‍🚀', '\ud83d', '\u0301', '\u200d', '\ufe0f', 'İ', 'ß', 'ﷺ', '\u202e', '\0', '½', 'か\u3099'],
  ...['x'.repeat(60), '天'.repeat(60), '{1,2}', 'NULL', '10.0.0.1', "don't", 'https://example.com/?q=1#x'],
];
const VALUES: Record<string, string[]> = {
  scope: ['all', 'channels', 'dms', 'none', ''],
  channel_id: ['1', '0', '-1', '99999999999999999999', 'x', '1e3'],
  conversation_id: ['1', '2147483647', '2147483648', ''],
  from: ['ada', '', '%', '\0', 'x'.repeat(40), 'АДА'],
  has: ['image', 'video'],
  before: [
    '2026-01-01',
    '+275760-09-13T00:00:00Z',
    '-200000-01-01',
    '2026-W07-4',
    '0000-01-01',
    '2026-02-30',
    '20260101T00',
  ],
  after: ['1970-01-01T00:00', '9999-12-31T23:59:59.999Z', '2026-366', '', '0001-01-01'],
  limit: ['0', '1', '50', '51', '1e9', '-1'],
  offset: ['0', '199', '200', '999999999', '99999999999999999999'],
};

describe('any query (seeded)', () => {
  const portal = usePortal();
  const world = new SearchWorld(portal);
  const { share: random } = seededRandom(20261122);
  const oneOf = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const text = (most: number): string =>
    Array.from({ length: 1 + Math.floor(random() * most) }, () => oneOf(PIECES)).join('');
  let ada: TestUser;

  beforeAll(async () => {
    ada = await portal.make.user({ username: 'ada' });
    const room = await world.channel(ada, 'odd');
    for (let at = 0; at < 150; at++) {
      const said = text(8).replace(/[\0\p{Surrogate}]/gu, '');
      if (said.trim() !== '') await world.say(room, ada, said);
    }
  });

  it('is answered or refused, never our fault', async () => {
    const seen = new Map<number, number>();
    for (let round = 0; round < 600; round++) {
      const query = new URLSearchParams({ q: text(5) });
      for (const [name, values] of Object.entries(VALUES)) if (random() < 0.15) query.append(name, oneOf(values));
      if (random() < 0.05) query.append('q', text(2));
      const { status, body } = await portal.fetch(`/api/chat/search?${query}`, { as: ada });
      expect([200, 400], `${query} answered ${status} ${JSON.stringify(body)}`).toContain(status);
      seen.set(status, (seen.get(status) ?? 0) + 1);
      if (status === 200) expect(body.results.length).toBeLessThanOrEqual(body.total);
    }
    expect(seen.get(200)).toBeGreaterThan(150);
    expect(seen.get(400)).toBeGreaterThan(50);
  });
});
