import { LIMITS } from '#libs/contracts';
import { Dictionary, Flag, Id, Integer, ListOf, Moment, Nested, OneOf, Text } from '../boundary/fields.js';
import { AUTOMOD_ACTIONS, AUTOMOD_KINDS, type AutomodAction, type AutomodKind } from './automod-rule.entity.js';

const MAX_NAME_CHARS = 100;
/** Four weeks. */
const MAX_TIMEOUT_MINUTES = 40_320;
const CONFIG = 'What the kind wants: see the `config_schema` of GET /api/admin/automod/kinds.';

export class CreateAutomodRule {
  @Text({ min: 1, max: MAX_NAME_CHARS, description: 'Shown to those whose messages it stops.' }) name: string;
  @OneOf(AUTOMOD_KINDS) kind: AutomodKind;
  @Dictionary({ description: CONFIG }) config: object;
  @OneOf(AUTOMOD_ACTIONS, { optional: true, default: 'block' }) action?: AutomodAction;
  @Integer({ min: 1, max: MAX_TIMEOUT_MINUTES, optional: true, default: 10, description: 'Of the action `timeout`.' })
  timeout_minutes?: number;
  @Flag({ optional: true, default: true }) enabled?: boolean;
  @Flag({ optional: true, default: false, description: 'Only writes to the audit log what it would have done.' })
  dry_run?: boolean;
}

/** Absent fields stay as they are. The kind of a rule never changes; its config is replaced as a whole. */
export class UpdateAutomodRule {
  @Text({ min: 1, max: MAX_NAME_CHARS, optional: true }) name?: string;
  @Dictionary({ optional: true, description: CONFIG }) config?: object;
  @OneOf(AUTOMOD_ACTIONS, { optional: true }) action?: AutomodAction;
  @Integer({ min: 1, max: MAX_TIMEOUT_MINUTES, optional: true }) timeout_minutes?: number;
  @Flag({ optional: true }) enabled?: boolean;
  @Flag({ optional: true }) dry_run?: boolean;
}

export class AutomodRuleReply {
  @Id() id: number;
  @Text({ max: MAX_NAME_CHARS }) name: string;
  @OneOf(AUTOMOD_KINDS) kind: AutomodKind;
  @Dictionary() config: object;
  @OneOf(AUTOMOD_ACTIONS) action: AutomodAction;
  @Integer() timeout_minutes: number;
  @Flag() enabled: boolean;
  @Flag() dry_run: boolean;
  @Moment() created_at: string;
  @Moment() updated_at: string;
}

export class AutomodRulesReply {
  @ListOf(AutomodRuleReply, { description: 'In the order they are asked.' }) rules: AutomodRuleReply[];
}

export class AutomodKindsReply {
  @Dictionary({ description: 'By kind: `{config_schema}`.' }) kinds: object;
}

/** A rule that is not stored yet. */
export class AutomodDraft {
  @OneOf(AUTOMOD_KINDS) kind: AutomodKind;
  @Dictionary({ description: CONFIG }) config: object;
}

/** With neither `rule` nor `draft` all rules are asked, those that are off too. */
export class TestAutomod {
  @Text({ max: LIMITS.message }) text: string;
  @Id({ optional: true, nullable: true, description: 'Only this rule.' }) rule?: number | null;
  @Nested(AutomodDraft, { optional: true, nullable: true, description: 'Only this rule, before it is stored.' })
  draft?: AutomodDraft | null;
}

export class AutomodFinding {
  @Id({ nullable: true, description: 'Null for a draft.' }) rule_id: number | null;
  @Text({ max: MAX_NAME_CHARS }) name: string;
  @OneOf(AUTOMOD_KINDS) kind: AutomodKind;
  @Flag() enabled: boolean;
  @Flag() triggered: boolean;
  @Text({ max: 100, nullable: true, description: 'What of the text breaks the rule.' }) matched: string | null;
}

export class TestAutomodReply {
  @ListOf(AutomodFinding, { description: 'One for each rule that was asked.' }) results: AutomodFinding[];
}
