import { Integer } from '../../boundary/fields.js';
import { defineRule, excerpt } from './rule.js';

export class CapsConfig {
  @Integer({
    min: 1,
    max: 100,
    optional: true,
    default: 70,
    description: 'Share of capitals among the letters, in percent.',
  })
  percent = 70;

  @Integer({
    min: 1,
    max: 4000,
    optional: true,
    default: 10,
    description: 'Letters a message needs to be judged at all.',
  })
  min_letters = 10;
}

/** Letters of scripts without case count neither way. */
export const capsRule = defineRule(CapsConfig, ({ percent, min_letters }) => ({ text }) => {
  const capitals = text.match(/\p{Lu}/gu)?.length ?? 0;
  const letters = capitals + (text.match(/\p{Ll}/gu)?.length ?? 0);
  return letters >= min_letters && capitals * 100 >= percent * letters ? excerpt(text) : undefined;
});
