import type { AutomodRule } from '../../../shared/api/types.js';
import type { Translate } from '../../../shared/i18n/catalogue.js';

const countOf = (list: unknown): number => (Array.isArray(list) ? list.length : 0);

/** What a rule is told, in a few words. */
export const ruleSummary = ({ kind, config }: AutomodRule, t: Translate): string => {
  switch (kind) {
    case 'words':
      return t('automod.wordCount', { count: countOf(config['words']) });
    case 'regex':
      return t('automod.patternCount', { count: countOf(config['patterns']) });
    case 'links':
      return linkSummary(config, t);
    case 'caps':
      return t('automod.capsSummary', { percent: Number(config['percent']), letters: Number(config['min_letters']) });
    case 'flood':
      return floodSummary(config, t);
    case 'new_account':
      return t('automod.accountSummary', { count: Number(config['minutes']) });
  }
};

const linkSummary = ({ mode, domains }: AutomodRule['config'], t: Translate): string => {
  const labels = { all: t('automod.linksAll'), allow: t('automod.linksAllow'), deny: t('automod.linksDeny') };
  const label = labels[mode as keyof typeof labels] ?? '';
  return mode === 'all' ? label : `${label} (${countOf(domains)})`;
};

const floodSummary = ({ messages, repeats, seconds }: AutomodRule['config'], t: Translate): string => {
  const limits = [
    typeof messages === 'number' && `${t('automod.messages')}: ${messages}`,
    typeof repeats === 'number' && `${t('automod.repeats')}: ${repeats}`,
  ];
  return `${limits.filter(Boolean).join(', ')} ${t('automod.floodSummary', { count: Number(seconds) })}`;
};
