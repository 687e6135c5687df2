import { describe, expect, it } from 'vitest';
import type { ListedLease } from '../relay-types.js';
import { pictureOf } from './lease-picture.js';

describe('the picture of a lease', () => {
  const lease = (thumbnail?: string, ready = 1): ListedLease =>
    ({ hostname: 'demo.localhost', ready, metadata: { ...(thumbnail && { thumbnail }) } }) as ListedLease;
  const PHOTOGRAPH = '/ui/thumbnail/demo.localhost';

  it.each([
    ['is the one it brings along', lease('data:image/png;base64,AA=='), 'data:image/png;base64,AA=='],
    ['is a photograph where it brings none', lease(), PHOTOGRAPH],
    ['is a photograph where it names an address elsewhere', lease('https://pictures.example/1.png'), PHOTOGRAPH],
    ['is none where it brings something else', lease('data:text/html,x'), undefined],
    ['is none while nobody serves it', lease(undefined, 0), undefined],
  ])('%s', (_, given, expected) => {
    expect(pictureOf(given)).toBe(expected);
  });
});
