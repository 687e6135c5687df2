import type { en } from './en/index.js';

type English = typeof en;
export type Area = keyof English;

/** Forms by CLDR plural category; `{count}` picks one. */
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** What every language has to provide: the areas and keys of the English one, each text in the same form. */
export type Catalogue = {
  [A in Area]: { [K in keyof English[A]]: English[A][K] extends string ? string : Plural };
};

export type TextKey = { [A in Area]: `${A}.${keyof English[A] & string}` }[Area];

type TextOf<K extends TextKey> = K extends `${infer A extends Area}.${infer Rest}`
  ? Rest extends keyof English[A]
    ? English[A][Rest]
    : never
  : never;

type Placeholders<S> = S extends { other: infer O }
  ? Placeholders<O> | 'count'
  : S extends `${string}{${infer Name}}${infer Rest}`
    ? Name | Placeholders<Rest>
    : never;

/** The values a text needs, none at all when it has no placeholder. */
export type TextArguments<K extends TextKey> = [Placeholders<TextOf<K>>] extends [never]
  ? []
  : [values: Record<Placeholders<TextOf<K>>, string | number>];

/** The keys of texts without placeholders: what a list of labels can hold. */
export type LabelKey = { [K in TextKey]: TextArguments<K> extends [] ? K : never }[TextKey];

export type Translate = <K extends TextKey>(key: K, ...values: TextArguments<K>) => string;
