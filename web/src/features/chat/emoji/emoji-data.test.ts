import { expect, it } from 'vitest';
import { isOneEmoji } from '#libs/contracts';
import { findEmoji, loadEmoji } from './emoji-data.js';
import { toned } from './emoji-choices.js';

it('offers only what the server takes, in every skin tone', async () => {
  const emojis = (await loadEmoji()).flatMap((group) => group.emojis);
  expect(emojis.length).toBeGreaterThan(1500);
  for (const { emoji, hasSkinTone } of emojis) {
    expect(isOneEmoji(emoji), emoji).toBe(true);
    if (hasSkinTone) expect(isOneEmoji(toned(emoji, 5)), toned(emoji, 5)).toBe(true);
  }
});

it('finds names that begin with the words before those that hold them', async () => {
  const found = findEmoji(await loadEmoji(), 'heart', 200).map(({ name }) => name);
  expect(found[0]).toMatch(/^heart/);
  expect(found).toContain('red heart');
  expect(findEmoji(await loadEmoji(), '  ', 10)).toEqual([]);
});
