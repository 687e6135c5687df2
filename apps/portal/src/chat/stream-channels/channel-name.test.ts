import { describe, expect, it } from 'vitest';
import { LIMITS } from '#libs/contracts';
import { channelNameOf, freeName } from './channel-name.js';

describe('the name of a channel after a title', () => {
  it.each([
    ['My Live Stream', 'my-live-stream'],
    ['  Épée & Straße!  ', 'épée-straße'],
    ['ＦＵＬＬ ①', 'full-1'],
    ['日本語 の 配信', '日本語-の-配信'],
    ['!!! 🎮', 'stream'],
    ['a--b__c', 'a-b-c'],
  ])('of %j is %j', (title, name) => {
    expect(channelNameOf(title)).toBe(name);
  });

  it('is never longer than a name may be, with a number behind it, and splits no character', () => {
    const name = channelNameOf('𝒶 𐐨'.repeat(100));
    expect(`${name}-1000000`.length).toBeLessThanOrEqual(LIMITS.channelName);
    expect(name).not.toMatch(/-$|\p{Surrogate}/u);
  });

  it('gets the first number that is free', () => {
    expect(freeName('a', new Set())).toBe('a');
    expect(freeName('a', new Set(['a', 'a-2', 'a-4']))).toBe('a-3');
  });
});
