import type { AutomodAction, AutomodKind, AutomodRule } from '../../../shared/api/types.js';
import type { Translate } from '../../../shared/i18n/catalogue.js';
import type { FieldErrors } from '../../../shared/ui/form-errors.js';

export const KINDS = ['words', 'regex', 'links', 'caps', 'flood', 'new_account'] as const satisfies AutomodKind[];
export type LinkMode = 'all' | 'allow' | 'deny';

/** Everything a rule of any kind can be told; numbers and lists as the person types them. */
export interface RuleValues {
  name: string;
  kind: AutomodKind;
  action: AutomodAction;
  timeout_minutes: string;
  enabled: boolean;
  dry_run: boolean;
  words: string;
  match: 'whole' | 'contains';
  leet: boolean;
  patterns: string;
  ignore_case: boolean;
  mode: LinkMode;
  domains: string;
  percent: string;
  min_letters: string;
  messages: string;
  repeats: string;
  seconds: string;
  minutes: string;
  links_only: boolean;
}

const FRESH: RuleValues = {
  name: '',
  kind: 'words',
  action: 'block',
  timeout_minutes: '10',
  enabled: true,
  dry_run: false,
  words: '',
  match: 'whole',
  leet: false,
  patterns: '',
  ignore_case: true,
  mode: 'deny',
  domains: '',
  percent: '70',
  min_letters: '10',
  messages: '8',
  repeats: '3',
  seconds: '30',
  minutes: '60',
  links_only: true,
};

/** Lines of text as the portal's lists, and back. */
const lines = (text: string): string[] => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  ),
];

const asTyped = (value: unknown): string | boolean => {
  if (typeof value === 'boolean') return value;
  return Array.isArray(value) ? value.join('\n') : String(value ?? '');
};

export const initialRule = (rule: AutomodRule | undefined): RuleValues => {
  if (!rule) return FRESH;
  const { name, kind, action, timeout_minutes, enabled, dry_run, config } = rule;
  const typed = Object.fromEntries(Object.entries(config).map(([key, value]) => [key, asTyped(value)]));
  // A flood rule may lack one of its numbers, and that means something.
  const blank = kind === 'flood' ? { messages: '', repeats: '' } : {};
  return {
    ...FRESH,
    ...blank,
    ...typed,
    ...{ name, kind, action, enabled, dry_run, timeout_minutes: String(timeout_minutes) },
  };
};

/** The `config` of the chosen kind. */
export const ruleConfig = (values: RuleValues): Record<string, unknown> => {
  switch (values.kind) {
    case 'words':
      return { words: lines(values.words), match: values.match, leet: values.leet };
    case 'regex':
      return { patterns: lines(values.patterns), ignore_case: values.ignore_case };
    case 'links':
      return { mode: values.mode, ...(values.mode !== 'all' && { domains: lines(values.domains) }) };
    case 'caps':
      return { percent: Number(values.percent), min_letters: Number(values.min_letters) };
    case 'flood':
      return {
        ...(values.messages && { messages: Number(values.messages) }),
        ...(values.repeats && { repeats: Number(values.repeats) }),
        seconds: Number(values.seconds),
      };
    case 'new_account':
      return { minutes: Number(values.minutes), links_only: values.links_only };
  }
};

export const ruleBody = (values: RuleValues) => ({
  name: values.name.trim(),
  action: values.action,
  enabled: values.enabled,
  dry_run: values.dry_run,
  config: ruleConfig(values),
  // Of no meaning for the other actions, whatever stands there.
  timeout_minutes: Number(values.timeout_minutes) || Number(FRESH.timeout_minutes),
});

const FOUR_WEEKS_MINUTES = 40_320;

/** Numbers by kind, with their least and their greatest value. */
const NUMBERS: Partial<
  Record<
    AutomodKind,
    [field: 'percent' | 'min_letters' | 'messages' | 'repeats' | 'seconds' | 'minutes', min: number, max: number][]
  >
> = {
  caps: [
    ['percent', 1, 100],
    ['min_letters', 1, 4000],
  ],
  flood: [
    ['messages', 2, 100],
    ['repeats', 2, 100],
    ['seconds', 1, 3600],
  ],
  new_account: [['minutes', 1, FOUR_WEEKS_MINUTES]],
};

/** Messages by field path; those of the config begin with `config.`. */
export const checkRule = (values: RuleValues, t: Translate): FieldErrors => {
  const number = (value: string, min: number, max: number): string | undefined => {
    if (!/^\d{1,9}$/.test(value)) return t('common.notANumber');
    if (Number(value) < min) return t('common.tooSmall', { minimum: min });
    return Number(value) > max ? t('common.tooBig', { maximum: max }) : undefined;
  };
  return {
    ...(!values.name.trim() && { name: t('common.required') }),
    ...(values.action === 'timeout' && { timeout_minutes: number(values.timeout_minutes, 1, FOUR_WEEKS_MINUTES) }),
    ...checkConfig(values, number, t),
  };
};

const checkConfig = (
  values: RuleValues,
  number: (value: string, min: number, max: number) => string | undefined,
  t: Translate,
): FieldErrors => {
  const { kind } = values;
  const required = t('common.required');
  const isFlood = kind === 'flood';
  const numbers = (NUMBERS[kind] ?? [])
    .filter(([field]) => !(isFlood && field !== 'seconds' && values[field] === ''))
    .map(([field, min, max]) => [`config.${field}`, number(values[field], min, max)] as const);
  return {
    ...Object.fromEntries(numbers),
    ...(isFlood && !values.messages && !values.repeats && { 'config.messages': t('automod.floodNeeds') }),
    ...(kind === 'words' && lines(values.words).length === 0 && { 'config.words': required }),
    ...(kind === 'regex' && lines(values.patterns).length === 0 && { 'config.patterns': required }),
    ...(kind === 'links' &&
      values.mode !== 'all' &&
      lines(values.domains).length === 0 && { 'config.domains': required }),
  };
};
