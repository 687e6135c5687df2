import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { GRANT_KINDS, newViewer, readPass, type ViewerPass, writePass } from './viewer-pass.js';

const KEY = randomBytes(32);
const NOW = 1_700_000_000_000;
const PASS: ViewerPass = {
  streamId: 2_147_483_647,
  expiresAt: NOW / 1000 + 60,
  grant: { kind: 'share', id: 4_294_967_295 },
  viewer: newViewer(),
};

describe('a viewer’s pass', () => {
  it.each(GRANT_KINDS)('says what it was written with (%s)', (kind) => {
    const pass = { ...PASS, grant: { kind, id: 7 } };
    expect(readPass(writePass(pass, KEY), KEY, NOW)).toEqual(pass);
  });

  it('ends', () => {
    expect(readPass(writePass(PASS, KEY), KEY, NOW + 60_000)).toBeUndefined();
  });

  it('counts in one spelling only, and not with another key', () => {
    const text = writePass(PASS, KEY);
    expect(readPass(text, randomBytes(32), NOW)).toBeUndefined();
    for (let at = 5; at < text.length; at++) {
      for (const char of 'Ab0-_') {
        const other = text.slice(0, at) + char + text.slice(at + 1);
        if (other !== text) expect(readPass(other, KEY, NOW), other).toBeUndefined();
      }
      expect(readPass(text.slice(0, at), KEY, NOW)).toBeUndefined();
    }
    for (const junk of ['', 'view_', `${text}A`, ` ${text}`, `view_${'='.repeat(50)}`, 'view_'.padEnd(55, 'é')]) {
      expect(readPass(junk, KEY, NOW), junk).toBeUndefined();
    }
  });
});
