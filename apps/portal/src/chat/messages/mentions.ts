/** User names a text names with `@`, in lower case; at most 50. */
const NAME = /(?<![\p{L}\p{N}_@./-])@([\p{L}\p{N}][\p{L}\p{N}_.-]{1,31})/gu;
const MAX_NAMES = 50;
const HERE = 'here';

export interface NamedInText {
  names: string[];
  here: boolean;
}

export const namedIn = (text: string): NamedInText => {
  const names = new Set<string>();
  for (const [, name] of text.matchAll(NAME)) {
    // A full stop or a dash at the end is the sentence's.
    names.add(name!.toLowerCase().replace(/[.-]+$/, ''));
    if (names.size === MAX_NAMES) break;
  }
  const here = names.delete(HERE);
  return { names: [...names], here };
};
