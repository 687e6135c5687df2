import type { AutomodKind } from '../automod-rule.entity.js';
import { capsRule } from './caps.rule.js';
import { floodRule } from './flood.rule.js';
import { linksRule } from './links.rule.js';
import { newAccountRule } from './new-account.rule.js';
import { regexRule } from './regex.rule.js';
import type { RuleKind } from './rule.js';
import { wordsRule } from './words.rule.js';

export const RULE_KINDS = {
  words: wordsRule,
  regex: regexRule,
  links: linksRule,
  caps: capsRule,
  flood: floodRule,
  new_account: newAccountRule,
} as const satisfies Record<AutomodKind, RuleKind>;
