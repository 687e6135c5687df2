import { useMemo } from 'react';
import type { AutomodRule } from '../../../shared/api/types.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Badge } from '../../../shared/ui/Badge.js';
import type { Column } from '../../../shared/ui/data-table/arrange-rows.js';
import { Switch } from '../../../shared/ui/Switch.js';
import { useRuleSwitch } from './automod-queries.js';
import { ruleSummary } from './rule-summary.js';

const TONES = { block: 'bad', timeout: 'warn', flag: 'neutral' } as const;

export const useRuleColumns = (): Column<AutomodRule>[] => {
  const t = useT();
  const { mutate, isPending, variables } = useRuleSwitch();
  return useMemo(() => {
    const actions = {
      block: t('automod.blockShort'),
      timeout: t('automod.timeoutShort'),
      flag: t('automod.flagShort'),
    };
    return [
      {
        key: 'name',
        header: t('automod.name'),
        grow: true,
        cell: (rule) => (
          <span className="block min-w-0">
            <span className="flex min-w-0 items-center gap-2">
              <span className="truncate font-medium">{rule.name}</span>
              {rule.dry_run && <Badge tone="accent">{t('automod.dryRunShort')}</Badge>}
            </span>
            <span className="line-clamp-3 text-sm wrap-anywhere md:line-clamp-1 text-ink-3">
              {ruleSummary(rule, t)}
            </span>
          </span>
        ),
        sortBy: ({ name }) => name,
        text: ({ name }) => name,
      },
      {
        key: 'kind',
        header: t('automod.kind'),
        from: 'md',
        cell: ({ kind }) => <span className="whitespace-nowrap text-ink-2">{t(`automod.${kind}`)}</span>,
        sortBy: ({ kind }) => t(`automod.${kind}`),
        text: ({ kind }) => t(`automod.${kind}`),
      },
      {
        key: 'action',
        header: t('automod.action'),
        cell: ({ action }) => <Badge tone={TONES[action]}>{actions[action]}</Badge>,
        sortBy: ({ action }) => action,
      },
      {
        key: 'enabled',
        header: t('automod.enabled'),
        cell: ({ id, name, enabled }) => (
          <Switch
            aria-label={t('automod.turnOn', { name })}
            checked={isPending && variables.id === id ? variables.enabled : enabled}
            onCheckedChange={(isOn) => mutate({ id, enabled: isOn })}
          />
        ),
        sortBy: ({ enabled }) => Number(enabled),
      },
    ];
  }, [t, mutate, isPending, variables]);
};
