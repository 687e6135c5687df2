import type { Catalogue, Plural, TextKey, Translate } from './catalogue.js';

type Values = Record<string, string | number>;

/** The text function of one catalogue. `language` is a BCP 47 tag; it decides plural forms and digit grouping. */
export const translator = (catalogue: Catalogue, language: string): Translate => {
  const plurals = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);

  const fill = (text: string, values: Values): string =>
    text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
      const value = values[name];
      if (value === undefined) return placeholder;
      return typeof value === 'number' ? numbers.format(value) : value;
    });

  const translate = (key: TextKey, values: Values = {}): string => {
    const text = find(catalogue, key);
    if (text === undefined) return key;
    if (typeof text === 'string') return fill(text, values);
    return fill(text[plurals.select(Number(values['count']))] ?? text.other, values);
  };
  return translate as Translate;
};

/** Keys of an area may contain dots themselves (error codes do), so only the first one separates. */
const find = (catalogue: Catalogue, key: string): string | Plural | undefined => {
  const dot = key.indexOf('.');
  const area = catalogue[key.slice(0, dot) as keyof Catalogue] as Record<string, string | Plural> | undefined;
  return area?.[key.slice(dot + 1)];
};
