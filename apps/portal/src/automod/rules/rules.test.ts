import { describe, expect, it } from 'vitest';
import { DomainError } from '#libs/contracts';
import type { AutomodKind } from '../automod-rule.entity.js';
import { compileRule } from '../rule-set.js';

const START = Date.UTC(2026, 0, 1);
const OLD = new Date(START - 365 * 24 * 3_600_000);

interface Said {
  userId?: number;
  createdAt?: Date;
  /** Seconds after the start. */
  at?: number;
}

const judge = (kind: AutomodKind, config: object) => {
  const rule = compileRule({ kind, config }).judge;
  return (text: string, { userId = 1, createdAt = OLD, at = 0 }: Said = {}): string | undefined =>
    rule({ userId, createdAt, text, now: new Date(START + at * 1000) });
};

const faultsOf = (kind: AutomodKind, config: object): unknown => {
  try {
    compileRule({ kind, config });
  } catch (error) {
    return ((error as DomainError).details as { field: string }[]).map(({ field }) => field);
  }
  return [];
};

describe('a rule of words', () => {
  it.each([
    ['this is SPAM!', 'spam'],
    ['spam', 'spam'],
    ['a (Spám) b', 'spam'],
    ['ｓｐａｍ', 'spam'],
    ['sp\u200bam', 'spam'],
    ['spammer', undefined],
    ['antispam', undefined],
    ['spam_bot', undefined],
    ['sp am', undefined],
    ['buy  now', undefined],
    ['please buy now.', 'buy now'],
    ['Straße', 'strasse'],
    ['c++ is fine', 'c++'],
    ['', undefined],
  ])('finds whole words whatever their case and accents: %j', (text, found) => {
    expect(judge('words', { words: ['spam', 'buy now', 'strasse', 'c++'] })(text)).toBe(found);
  });

  it('finds parts of words if told so', () => {
    const contains = judge('words', { words: ['spam'], match: 'contains' });
    expect(contains('antiSPAMmer')).toBe('spam');
    expect(contains('spa m')).toBeUndefined();
  });

  it('reads digits and signs as letters if told so', () => {
    const leet = judge('words', { words: ['bastion', 'x1'], leet: true });
    expect(['b4st10n', '8@$ti0n!', 'BASTION!', 'bast!on'].map((text) => leet(text))).toEqual(Array(4).fill('bastion'));
    expect([leet('x1!'), leet('xi')]).toEqual(['x1', 'x1']);
    expect(judge('words', { words: ['bastion'] })('b4st10n')).toBeUndefined();
  });

  it('takes the same time for one word as for five hundred', () => {
    const words = Array.from({ length: 500 }, (_, at) => `${'a'.repeat(90)}${at}`);
    const many = judge('words', { words, match: 'contains' });
    const start = performance.now();
    expect(many('a'.repeat(4000))).toBeUndefined();
    expect(performance.now() - start).toBeLessThan(500);
  });

  it('names what it cannot work with', () => {
    expect(faultsOf('words', {})).toEqual(['config.words']);
    expect(faultsOf('words', { words: [], match: 'some', leet: 1 })).toEqual([
      'config.words',
      'config.match',
      'config.leet',
    ]);
    expect(faultsOf('words', { words: ['ok', ' ', '\u200b'] })).toEqual(['config.words.1', 'config.words.2']);
    expect(faultsOf('words', { words: Array.from({ length: 501 }, () => 'x') })).toEqual(['config.words']);
  });
});

describe('a rule of patterns', () => {
  /** Without a period, which keeps the automaton from settling. */
  const noise = Array.from({ length: 4000 }, (_, at) => 'ab'[Math.floor(Math.sin(at * at) * 1e4) & 1]).join('');

  it('finds what one of them matches, whatever its case unless told otherwise', () => {
    const patterns = ['free\\s+money', '^\\d{4}$'];
    expect(judge('regex', { patterns })('Get FREE  Money now')).toBe('FREE  Money');
    expect(judge('regex', { patterns })('1234')).toBe('1234');
    expect(judge('regex', { patterns })('12345')).toBeUndefined();
    expect(judge('regex', { patterns, ignore_case: false })('Free money')).toBeUndefined();
  });

  it('quotes a hundred characters at most, and a text that is matched by nothing in it', () => {
    expect(judge('regex', { patterns: ['.+'] })('x'.repeat(4000))).toHaveLength(100);
    expect(judge('regex', { patterns: ['^'] })('hello')).toBe('hello');
    expect(judge('regex', { patterns: ['^$'] })('')).toBe('');
  });

  it.each(['(a+)+$', '(a*)*b', '(a|aa)+c', '(x+x+)+y', '(.*){10}z', 'a.{280}z', '(a|b)*a(a|b){15}c'])(
    'answers soon whatever the pattern: %s',
    (pattern) => {
      const pathological = judge('regex', { patterns: [pattern] });
      const start = performance.now();
      for (const text of [`${'a'.repeat(3999)}!`, 'x'.repeat(4000), 'ab'.repeat(2000), noise]) pathological(text);
      expect(performance.now() - start).toBeLessThan(1_500);
    },
  );

  it('refuses patterns that are none, that look around, and those that are too large', () => {
    expect(faultsOf('regex', { patterns: ['ok', '(', '(?=a)b', '(a)\\1'] })).toEqual([
      'config.patterns.1',
      'config.patterns.2',
      'config.patterns.3',
    ]);
    expect(faultsOf('regex', { patterns: ['(a{1,30}){1,30}'] })).toEqual(['config.patterns']);
    expect(faultsOf('regex', { patterns: ['x'.repeat(201)] })).toEqual(['config.patterns']);
    expect(faultsOf('regex', { patterns: Array.from({ length: 11 }, () => 'x') })).toEqual(['config.patterns']);
  });
});

describe('a rule of links', () => {
  it('stops every link', () => {
    const all = judge('links', { mode: 'all' });
    expect(all('see https://example.com/a?b=c now')).toBe('https://example.com/a?b=c');
    expect(all('see WWW.example.com')).toBe('WWW.example.com');
    expect(all('https://%%%')).toBe('https://%%%');
    expect([all('e.g. this'), all('http:// is how it starts')]).toEqual([undefined, undefined]);
  });

  it('stops all links but those to listed domains and below', () => {
    const allow = judge('links', { mode: 'allow', domains: ['Example.com', 'bücher.de'] });
    const fine = [
      'https://example.com',
      'http://a.b.EXAMPLE.com./x',
      'https://xn--bcher-kva.de',
      'www.example.com',
      'no link',
    ];
    expect(fine.map((text) => allow(text))).toEqual(fine.map(() => undefined));
    const evil = [
      'https://example.com.evil.net',
      'https://notexample.com',
      'https://example.com@evil.net',
      'https://evil.net\\@example.com',
      'https://evil.net#example.com',
    ];
    expect(evil.map((text) => allow(text))).toEqual(evil);
    expect(allow('https://example.com and https://evil.net/x')).toBe('https://evil.net/x');
  });

  it('stops only links to listed domains, also without the scheme', () => {
    const deny = judge('links', { mode: 'deny', domains: ['evil.net'] });
    const stopped = ['https://EVIL.net/x', 'go to cdn.evil.net.', 'https://a@evil.net', '(evil.net)'];
    expect(stopped.map((text) => deny(text) !== undefined)).toEqual(stopped.map(() => true));
    const fine = ['https://example.com', 'devil.net', 'evil.network', 'evil net', 'https://%%%'];
    expect(fine.map((text) => deny(text))).toEqual(fine.map(() => undefined));
  });

  it('names what it cannot work with', () => {
    expect(faultsOf('links', { mode: 'some' })).toEqual(['config.mode']);
    expect(faultsOf('links', { mode: 'deny' })).toEqual(['config.domains']);
    expect(faultsOf('links', { mode: 'allow', domains: ['a b'] })).toEqual(['config.domains.0']);
    expect(faultsOf('links', { mode: 'all', domains: ['https://x.y'] })).toEqual(['config.domains.0']);
  });
});

describe('a rule of capitals', () => {
  it.each([
    ['HELLO THERE YOU', true],
    ['HELLO there', false],
    ['ABCDEFGabc', true],
    ['ABCDEFabcd', false],
    ['HELLO', false],
    ['ÄÖÜÉÈÀÑÇŒÆ', true],
    ['你好你好你好你好你好你好', false],
    ['1234567890!!', false],
  ])('judges by the share among at least so many letters: %j', (text, isStopped) => {
    expect(judge('caps', { percent: 70, min_letters: 10 })(text) !== undefined).toBe(isStopped);
  });
});

describe('a rule of floods', () => {
  it('stops the message that makes too many within the window, and lets go when it has passed', () => {
    const flood = judge('flood', { messages: 3, seconds: 10 });
    const stopped = [0, 1, 2, 3, 13.5, 14, 15].map((at) => flood(`m${at}`, { at }) !== undefined);
    expect(stopped).toEqual([false, false, true, true, false, false, true]);
    expect(flood('other', { userId: 2, at: 3 })).toBeUndefined();
  });

  it('stops the same text said too often, however it is written', () => {
    const flood = judge('flood', { repeats: 3, seconds: 60 });
    expect(['Hi', 'other', 'hi', 'HÍ'].map((text, at) => flood(text, { at }))).toEqual([
      undefined,
      undefined,
      undefined,
      'HÍ',
    ]);
    expect(flood('hi', { at: 61.5 })).toBe('hi');
    expect(flood('hi', { at: 121.6 })).toBeUndefined();
  });

  it('forgets whoever was silent the longest', () => {
    const flood = judge('flood', { messages: 2, seconds: 3600 });
    for (let userId = 1; userId <= 2_001; userId++) flood('x', { userId });
    expect(flood('x', { userId: 1 })).toBeUndefined();
    expect(flood('x', { userId: 2_001 })).toBe('x');
  });

  it('wants to know what a flood is', () => {
    expect(faultsOf('flood', {})).toEqual(['config.messages']);
    expect(faultsOf('flood', { messages: 1, seconds: 0 })).toEqual(['config.messages', 'config.seconds']);
  });
});

describe('a rule of new accounts', () => {
  const made = (secondsAgo: number): Said => ({ createdAt: new Date(START - secondsAgo * 1000) });

  it('stops their links until they are old enough', () => {
    const rule = judge('new_account', { minutes: 10 });
    expect(rule('see https://a.b', made(599))).toBe('https://a.b');
    expect(rule('see https://a.b', made(600))).toBeUndefined();
    expect(rule('hello', made(1))).toBeUndefined();
  });

  it('stops all they say if told so, images too', () => {
    const rule = judge('new_account', { minutes: 10, links_only: false });
    expect([rule('hello', made(1)), rule('', made(1)), rule('hello', made(601))]).toEqual(['hello', '', undefined]);
  });
});
