import { invalidFields } from '#libs/contracts';
import { Flag, OneOf, TextList } from '../../boundary/fields.js';
import { fold } from './fold.js';
import { defineRule } from './rule.js';
import { WordTrie } from './word-trie.js';

const WORD_MATCHES = ['whole', 'contains'] as const;

export class WordsConfig {
  @TextList({
    minItems: 1,
    maxItems: 500,
    maxLength: 100,
    description: 'Words or phrases; case and accents do not matter.',
  })
  words: string[];

  @OneOf(WORD_MATCHES, { optional: true, default: 'whole', description: 'Whole words only, or also inside of others.' })
  match: (typeof WORD_MATCHES)[number] = 'whole';

  @Flag({ optional: true, default: false, description: 'Also finds words with digits and signs for letters (`b4d`).' })
  leet = false;
}

export const wordsRule = defineRule(WordsConfig, ({ words, match, leet }) => {
  const folded = words.map((word) => [fold(word.trim()), word.trim()] as const);
  const empty = folded.flatMap(([word], index) =>
    word === '' ? [{ field: `config.words.${index}`, message: 'must have a letter, a digit or a sign' }] : [],
  );
  if (empty.length > 0) throw invalidFields(empty);
  const whole = match === 'whole';
  const plain = new WordTrie(folded);
  if (!leet) return ({ text }) => plain.find(fold(text), { whole });
  const signs = new WordTrie(words.map((word) => [fold(word.trim(), { leet }), word.trim()]));
  return ({ text }) => plain.find(fold(text), { whole }) ?? signs.find(fold(text, { leet }), { whole });
});
