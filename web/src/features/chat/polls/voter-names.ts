import type { Translate } from '../../../shared/i18n/catalogue.js';

export interface Voter {
  username: string;
  nickname: string | null;
}

const MAX_NAMES = 8;

/** Who voted, in a sentence; of many only the first ones. */
export const voterNames = (ids: readonly number[], people: ReadonlyMap<number, Voter>, t: Translate): string => {
  const names = ids.slice(0, MAX_NAMES).map((id) => {
    const voter = people.get(id);
    return voter ? voter.nickname || voter.username : t('polls.somebody');
  });
  const count = ids.length - names.length;
  return count > 0 ? t('polls.andMore', { names: names.join(', '), count }) : names.join(', ');
};
