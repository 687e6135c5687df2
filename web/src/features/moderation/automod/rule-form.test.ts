import { describe, expect, it } from 'vitest';
import type { AutomodRule } from '../../../shared/api/types.js';
import { en } from '../../../shared/i18n/en/index.js';
import { translator } from '../../../shared/i18n/translate.js';
import { hasErrors } from '../../../shared/ui/form-errors.js';
import { checkRule, initialRule, KINDS, ruleBody } from './rule-form.js';

const t = translator(en, 'en');

const stored = (kind: AutomodRule['kind'], config: Record<string, unknown>): AutomodRule => ({
  id: 1,
  name: 'Rule',
  kind,
  config,
  action: 'timeout',
  timeout_minutes: 20,
  enabled: false,
  dry_run: true,
  created_at: '',
  updated_at: '',
});

describe('the form of an automatic rule', () => {
  it.each<[AutomodRule['kind'], Record<string, unknown>]>([
    ['words', { words: ['bad', 'very bad'], match: 'contains', leet: true }],
    ['regex', { patterns: ['a+', 'b{2}'], ignore_case: false }],
    ['links', { mode: 'allow', domains: ['example.com'] }],
    ['links', { mode: 'all' }],
    ['caps', { percent: 80, min_letters: 12 }],
    ['flood', { repeats: 3, seconds: 10 }],
    ['new_account', { minutes: 5, links_only: false }],
  ])('gives back a stored rule about %s as it is', (kind, config) => {
    const values = initialRule(stored(kind, config));
    expect(hasErrors(checkRule(values, t))).toBe(false);
    const { name, action, timeout_minutes, enabled, dry_run } = stored(kind, config);
    expect(ruleBody(values)).toEqual({ name, action, timeout_minutes, enabled, dry_run, config });
  });

  it('asks for a name and for what the kind needs', () => {
    const fresh = initialRule(undefined);
    expect(checkRule(fresh, t)).toMatchObject({ name: t('common.required'), 'config.words': t('common.required') });
    expect(checkRule({ ...fresh, kind: 'flood', messages: '', repeats: '' }, t)['config.messages']).toBe(
      t('automod.floodNeeds'),
    );
    expect(checkRule({ ...fresh, kind: 'caps', percent: '101' }, t)['config.percent']).toBe('Must be 100 or less.');
  });

  it('minds only the fields of the chosen kind', () => {
    for (const kind of KINDS) {
      const values = { ...initialRule(undefined), name: 'x', words: 'a', patterns: 'a', domains: 'a.b', kind };
      expect(hasErrors(checkRule(values, t))).toBe(false);
    }
  });

  it('takes lists line by line, without blanks and doubles', () => {
    const values = { ...initialRule(undefined), words: ' bad \n\nbad\nworse' };
    expect(ruleBody(values).config).toMatchObject({ words: ['bad', 'worse'] });
  });
});
