import { describe, expect, it } from 'vitest';
import { de } from './de/index.js';
import { en } from './en/index.js';
import type { Catalogue } from './catalogue.js';
import { translator } from './translate.js';

const placeholders = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort();

const entries = (catalogue: Catalogue): [key: string, forms: Record<string, string>][] =>
  Object.entries(catalogue).flatMap(([area, texts]) =>
    Object.entries(texts).map(([key, text]): [string, Record<string, string>] => [
      `${area}.${key}`,
      typeof text === 'string' ? { other: text } : (text as Record<string, string>),
    ]),
  );

describe('the text function', () => {
  const t = translator(en, 'en');

  it('fills in the values and groups the digits of numbers', () => {
    expect(t('admin.showing', { from: 1, to: 50, total: 12_345 })).toBe('1–50 of 12,345');
    expect(translator(de, 'de')('admin.showing', { from: 1, to: 50, total: 12_345 })).toBe('1–50 von 12.345');
  });

  it('chooses the plural form by the count', () => {
    expect(t('settings.backupLeft', { count: 1 })).toBe('1 backup code left');
    expect(t('settings.backupLeft', { count: 0 })).toBe('0 backup codes left');
  });

  it('finds texts whose keys hold dots', () => {
    expect(t('errors.totp.required')).toBe('Enter the code from your authenticator app.');
  });

  it('leaves a value that looks like a placeholder alone', () => {
    expect(t('connections.deleteTitle', { name: '{name}' })).toBe('Delete “{name}”?');
  });
});

describe('the German catalogue', () => {
  const german = new Map(entries(de));

  it('says everything, with the same values as the English one', () => {
    const faults = entries(en).filter(([key, forms]) => {
      const translated = Object.values(german.get(key) ?? { other: '' });
      const wanted = placeholders(forms['other'] ?? '').join();
      return translated.some((text) => !text || placeholders(text).join() !== wanted);
    });
    expect(faults.map(([key]) => key)).toEqual([]);
  });

  it('has nothing the English one lacks', () => {
    const known = new Set(entries(en).map(([key]) => key));
    expect([...german.keys()].filter((key) => !known.has(key))).toEqual([]);
  });

  it('has the plural forms of its language', () => {
    const wanted = new Intl.PluralRules('de').resolvedOptions().pluralCategories.filter((form) => form !== 'other');
    const plurals = entries(de).filter(([, forms]) => Object.keys(forms).length > 1);
    for (const [, forms] of plurals) expect(Object.keys(forms)).toEqual(expect.arrayContaining(wanted));
  });
});
