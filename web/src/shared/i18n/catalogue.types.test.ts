import { expect, it } from 'vitest';
import { en } from './en/index.js';
import { translator } from './translate.js';

it('lets only texts through that exist, with exactly their values', () => {
  const t = translator(en, 'en');
  const wrong = () => {
    // @ts-expect-error: no such key
    t('shell.nowhere');
    // @ts-expect-error: the text needs a name
    t('connections.openNamed');
    // @ts-expect-error: the text has another placeholder
    t('connections.openNamed', { title: 'x' });
    // @ts-expect-error: the text takes nothing
    t('common.save', { name: 'x' });
  };
  expect(wrong).toBeTypeOf('function');
});
