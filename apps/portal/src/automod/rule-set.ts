import type { AutomodRule } from './automod-rule.entity.js';
import { parseFields } from '../boundary/validation.pipe.js';
import { RULE_KINDS } from './rules/index.js';
import type { Judge, RuleKind, Subject } from './rules/rule.js';

interface CompiledRule {
  row: AutomodRule;
  judge: Judge;
}

export interface Finding {
  rule: AutomodRule;
  matched: string;
}

/**
 * A rule's own form of a config, and the rule at work.
 * @throws DomainError request.invalid, naming `config.…` fields
 */
export const compileRule = ({
  kind,
  config,
}: Pick<AutomodRule, 'kind' | 'config'>): { config: object; judge: Judge } => {
  const { config: type, compile } = RULE_KINDS[kind] as unknown as RuleKind;
  const valid = parseFields(type, config, 'config.');
  return { config: { ...valid }, judge: compile(valid) };
};

/** The rules as of now, ready to judge. */
export class RuleSet {
  private rules: CompiledRule[] = [];

  /** What a rule remembers stays while its config does. Answers the rules that cannot be used. */
  replace(rows: AutomodRule[]): { row: AutomodRule; error: unknown }[] {
    const unusable: { row: AutomodRule; error: unknown }[] = [];
    this.rules = rows.flatMap((row) => {
      const known = this.rules.find((rule) => isSame(rule.row, row));
      try {
        return [{ row, judge: known?.judge ?? compileRule(row).judge }];
      } catch (error) {
        unusable.push({ row, error });
        return [];
      }
    });
    return unusable;
  }

  /** In the order of the rules; the caller stops asking when one has stopped the message. */
  *judge(subject: Subject): Generator<Finding> {
    for (const { row, judge } of this.rules) {
      const matched = row.enabled ? judge(subject) : undefined;
      if (matched !== undefined) yield { rule: row, matched };
    }
  }
}

const isSame = (a: AutomodRule, b: AutomodRule): boolean =>
  a.id === b.id && a.kind === b.kind && JSON.stringify(a.config) === JSON.stringify(b.config);
