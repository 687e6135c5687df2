import { sha256 } from '#libs/crypto';
import { invalidFields } from '#libs/contracts';
import { Integer } from '../../boundary/fields.js';
import { fold } from './fold.js';
import { defineRule, excerpt } from './rule.js';

/** Users a rule remembers; whoever has been silent the longest is forgotten first. */
const MAX_USERS = 2_000;
/** Messages a rule remembers of a user. */
const MAX_SAID = 100;

/** At least one of `messages` and `repeats`. Each process of the portal counts for itself. */
export class FloodConfig {
  @Integer({
    min: 2,
    max: 50,
    optional: true,
    description: 'The message that makes this many within the window is stopped.',
  })
  messages?: number;

  @Integer({ min: 2, max: 50, optional: true, description: 'As `messages`, for the same text said again.' })
  repeats?: number;

  @Integer({ min: 1, max: 3600, optional: true, default: 30, description: 'The window.' })
  seconds = 30;
}

interface Said {
  at: number;
  /** 48 bits of the folded text's. */
  hash: number;
}

export const floodRule = defineRule(FloodConfig, ({ messages, repeats, seconds }) => {
  if (messages === undefined && repeats === undefined) {
    throw invalidFields([{ field: 'config.messages', message: 'must be given, or repeats' }]);
  }
  const said = new Map<number, Said[]>();
  return ({ userId, text, now }) => {
    const start = now.getTime() - seconds * 1000;
    const current = { at: now.getTime(), hash: sha256(fold(text)).readUIntBE(0, 6) };
    const recent = [...(said.get(userId) ?? []).filter(({ at }) => at > start), current].slice(-MAX_SAID);
    remember(said, userId, recent);
    const same = recent.filter(({ hash }) => hash === current.hash).length;
    return recent.length >= (messages ?? Infinity) || same >= (repeats ?? Infinity) ? excerpt(text) : undefined;
  };
});

/** A map keeps the order of insertion: what is set anew is the youngest. */
const remember = (said: Map<number, Said[]>, userId: number, recent: Said[]): void => {
  said.delete(userId);
  said.set(userId, recent);
  if (said.size > MAX_USERS) said.delete(said.keys().next().value!);
};
