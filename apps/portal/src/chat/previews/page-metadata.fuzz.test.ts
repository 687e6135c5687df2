import { describe, expect, it } from 'vitest';
import { MAX_DESCRIPTION, MAX_TITLE, type PageMetadata, readMetadata } from './page-metadata.js';
import { decodePage } from './page-text.js';

const PIECES = [
  ...[
    '<',
    '>',
    '/',
    '=',
    '"',
    "'",
    '&',
    ';',
    '!',
    '--',
    '<!--',
    '-->',
    '<![CDATA[',
    '?',
    ' ',
    '\n',
    '\0',
    '\u202e',
    '\ud800',
  ],
  ...[
    '<meta',
    '<title',
    '</title',
    '<script',
    '</script>',
    '<body',
    '</head>',
    '<head>',
    'property',
    'content',
    'name',
  ],
  ...[
    'og:title',
    'og:image',
    'og:description',
    'https://example.com/a',
    'charset=utf-16',
    '&#x',
    '&#999999999;',
    '&amp',
  ],
  ...['é', '🚀', 'İ', 'ẞ', 'a', 'x'.repeat(700), '<title>'.repeat(50), '<meta property="og:title" content="'],
];

/** Mulberry32: the same pages for the same seed. */
const randomOf = (seed: number) => () => {
  seed = (seed + 0x6d_2b_79_f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};

const expectShowable = ({ title, description, image }: PageMetadata): void => {
  for (const [text, max] of [
    [title, MAX_TITLE],
    [description, MAX_DESCRIPTION],
  ] as const) {
    if (text === null) continue;
    expect(text.length).toBeLessThanOrEqual(max);
    expect(text).toMatch(/^[^\p{Cc}\p{Surrogate}\u202e]+$/u);
  }
  if (image !== null) expect(image).toMatch(/^https?:\/\/[^\s/]/);
};

describe('pages of any kind', () => {
  it('are read without an error, and what is read can be shown', () => {
    const random = randomOf(20_261_122);
    for (let round = 0; round < 3_000; round++) {
      const length = Math.floor(random() * 60);
      const html = Array.from({ length }, () => PIECES[Math.floor(random() * PIECES.length)]).join('');
      expectShowable(readMetadata(html));
    }
  });

  it('may be any bytes in any charset', () => {
    const random = randomOf(7);
    const charsets = ['', 'utf-8', 'utf-16le', 'shift_jis', 'gb18030', 'windows-1251', 'nonsense', 'replacement'];
    for (let round = 0; round < 1_000; round++) {
      const bytes = Buffer.from(Array.from({ length: 200 }, () => Math.floor(random() * 256)));
      const charset = charsets[round % charsets.length];
      expectShowable(readMetadata(decodePage(bytes, `text/html; charset=${charset}`)));
    }
  });

  it('may be cut anywhere', () => {
    const html = `<!-- c --><meta charset=utf-8><title>T &amp; t</title><meta property='og:image' content="https://a/b?c=d&amp;e">`;
    for (let length = 0; length <= html.length; length++) expectShowable(readMetadata(html.slice(0, length)));
  });

  it.each([
    ['unclosed tags', '<meta '],
    ['unclosed values', '<meta a="'],
    ['unclosed comments', '<!--'],
    ['angle brackets', '<'],
    ['equals signs', '<meta ='],
    ['titles', '<title>x</titl'],
    ['spaces', '<meta          '],
    ['references', '<title>&#&#x&amp'],
    ['charsets', '<meta charset= '],
  ])('cost time in proportion to their length: %s', (_name, piece) => {
    const html = piece.repeat(Math.ceil((512 * 1024) / piece.length));
    const start = performance.now();
    expectShowable(readMetadata(decodePage(Buffer.from(html), 'text/html')));
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});
