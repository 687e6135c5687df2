import { RE2JS } from 're2js';
import { type FieldError, invalidFields } from '#libs/contracts';
import { Flag, TextList } from '../../boundary/fields.js';
import { defineRule, excerpt } from './rule.js';

/** Instructions of all compiled patterns of a rule: what each character of a message costs at worst. */
const MAX_PROGRAM = 300;

/** RE2 syntax: no look-around and no back references, hence linear time. */
export class RegexConfig {
  @TextList({
    minItems: 1,
    maxItems: 10,
    maxLength: 200,
    description: 'Regular expressions in RE2 syntax; one is enough.',
  })
  patterns: string[];

  @Flag({ optional: true, default: true })
  ignore_case = true;
}

export const regexRule = defineRule(RegexConfig, ({ patterns, ignore_case }) => {
  const compiled = patterns.map((pattern) => compile(pattern, ignore_case));
  const faults = compiled.flatMap((result, index): FieldError[] =>
    typeof result === 'string' ? [{ field: `config.patterns.${index}`, message: result }] : [],
  );
  if (faults.length > 0) throw invalidFields(faults);
  const usable = compiled.filter((result) => typeof result !== 'string');
  if (usable.reduce((sum, pattern) => sum + pattern.programSize(), 0) > MAX_PROGRAM) {
    throw invalidFields([{ field: 'config.patterns', message: 'are too large' }]);
  }
  return ({ text }) => {
    // `test` runs on an automaton and is many times faster than finding where.
    const broken = usable.find((pattern) => pattern.test(text));
    if (!broken) return undefined;
    const matcher = broken.matcher(text);
    return excerpt((matcher.find() && matcher.group()) || text);
  };
});

/** The pattern, or what is wrong with it. */
const compile = (pattern: string, ignoreCase: boolean): RE2JS | string => {
  try {
    return RE2JS.compile(pattern, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
  } catch (error) {
    return error instanceof Error ? error.message : 'is not a pattern';
  }
};
