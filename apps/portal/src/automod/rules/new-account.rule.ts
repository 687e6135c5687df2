import { Flag, Integer } from '../../boundary/fields.js';
import { findLinks } from './find-links.js';
import { defineRule, excerpt } from './rule.js';

export class NewAccountConfig {
  @Integer({ min: 1, max: 40_320, description: 'Minutes for which an account is new.' })
  minutes: number;

  @Flag({ optional: true, default: true, description: 'Stops only messages with links; otherwise every message.' })
  links_only = true;
}

export const newAccountRule = defineRule(NewAccountConfig, ({ minutes, links_only }) => ({ createdAt, now, text }) => {
  if (now.getTime() - createdAt.getTime() >= minutes * 60_000) return undefined;
  const stopped = links_only ? findLinks(text)[0]?.text : text;
  return stopped === undefined ? undefined : excerpt(stopped);
});
