import { describe, expect, it } from 'vitest';
import { readMetadata } from './page-metadata.js';
import { decodePage } from './page-text.js';

const page = (head: string): string => `<!DOCTYPE html><html><head>${head}</head><body><title>no</title></body></html>`;

describe('what a page says of itself', () => {
  it('is its Open Graph data', () => {
    const head = `<meta charset="utf-8"><title>HTML</title>
      <meta property="og:title" content="Article Title"><meta property='og:site_name' content='Example'>
      <meta name="description" content="html"><meta property="og:description" content="A brief description...">
      <meta property="og:image" content="https://example.com/image.jpg">`;
    expect(readMetadata(page(head))).toEqual({
      title: 'Article Title',
      description: 'A brief description...',
      image: 'https://example.com/image.jpg',
      site_name: 'Example',
    });
  });

  it.each([
    ['twitter cards', '<meta name="twitter:title" content="T"><title>H</title>', 'T'],
    ['the title', '<TITLE lang=en>\n  Two\n lines </TITLE>', 'Two lines'],
    ['the first of two titles', '<title>one</title><title>two</title>', 'one'],
    ['a title that is not empty', '<meta property="og:title" content=" "><title>H</title>', 'H'],
    ['a title with tags in it', '<title>a <b>bold</b> claim</title>', 'a <b>bold</b> claim'],
    [
      'character references',
      '<title>&lt;Q&amp;A&gt; &#x1F680; &#8211; caf&eacute; &nosuch; &#150; &#0;</title>',
      '<Q&A> 🚀 – café &nosuch; – \ufffd',
    ],
    ['unquoted attributes', '<meta content=Plain/Text property=og:title>', 'Plain/Text'],
    ['attributes in any order, any case', `<MeTa CONTENT='x > y' other PROPERTY = "OG:Title" />`, 'x > y'],
    ['the first of two equal attributes', '<meta property="og:title" content="a" content="b">', 'a'],
    ['what is behind a comment', '<!-- <title>no</title> --><title>yes</title>', 'yes'],
    ['what is behind a script', '<script>"<title>no</title>"</script><title>yes</title>', 'yes'],
    ['what noscript has', '<noscript><meta property="og:title" content="x"></noscript>', 'x'],
    ['a title without an end', '<title>open', 'open</head><body><title>no'],
    ['no control characters', '<title>a\u202eb\u0007c\u2066</title>', 'abc'],
  ])('reads %s', (_name, head, title) => {
    expect(readMetadata(page(head)).title).toBe(title);
  });

  it('has the quotation marks of windows-1252', () => {
    expect(decodePage(Buffer.from([0x93, 0xe9, 0x94]), 'text/html; charset=latin1')).toBe('“é”');
  });

  it('ends with the head', () => {
    expect(readMetadata('<head></head><title>x</title>').title).toBeNull();
    expect(readMetadata('<p>text<body><meta property="og:title" content="x">').title).toBeNull();
  });

  it.each([
    '/image.jpg',
    '//cdn/image.jpg',
    'javascript:alert(1)',
    'data:image/png;base64,AA',
    'ftp://a/b',
    'https://',
    'https://u:p@a/b',
  ])('has no image at %s', (image) => {
    expect(readMetadata(page(`<meta property="og:image" content="${image}">`)).image).toBeNull();
  });

  it('keeps lines short', () => {
    const { title } = readMetadata(page(`<title>${'🚀'.repeat(500)}</title>`));
    expect(title).toHaveLength(299);
    expect(title!.endsWith('🚀…')).toBe(true);
  });

  it.each([
    ['the header', 'text/html; charset="windows-1252"', Buffer.from([0x93, 0xe9])],
    ['a meta tag', 'text/html', Buffer.from('<meta charset=iso-8859-1>\xe9', 'latin1')],
    [
      'an old meta tag',
      'text/html',
      Buffer.from('<meta http-equiv=Content-Type content="text/html; charset=latin1">\xe9', 'latin1'),
    ],
    ['a byte order mark', 'text/html; charset=latin1', Buffer.from('\ufeffé')],
    ['nothing', 'text/html', Buffer.from('é')],
    ['nobody’s charset', 'text/html; charset=klingon', Buffer.from('é')],
    ['UTF-16', 'text/html', Buffer.from('\ufeffé', 'utf16le')],
  ])('is decoded by %s', (_name, contentType, bytes) => {
    expect(decodePage(bytes, contentType).endsWith('é')).toBe(true);
  });
});
