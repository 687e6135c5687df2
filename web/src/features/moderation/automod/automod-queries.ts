import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, body } from '../../../shared/api/client.js';
import { errorText } from '../../../shared/api/error-text.js';
import type { AutomodRule } from '../../../shared/api/types.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { toast } from '../../../shared/ui/toast.js';
import { ruleBody, ruleConfig, type RuleValues } from './rule-form.js';

export const rulesQuery = queryOptions({
  queryKey: ['automod', 'rules'],
  queryFn: async ({ signal }) => (await body(api.GET('/api/admin/automod/rules', { signal }))).rules,
});

/** Creates a rule, or changes the stored one. */
export const saveRule = (values: RuleValues, stored: AutomodRule | undefined): Promise<AutomodRule> =>
  stored
    ? body(api.PUT('/api/admin/automod/rules/{id}', { params: { path: { id: stored.id } }, body: ruleBody(values) }))
    : body(api.POST('/api/admin/automod/rules', { body: { ...ruleBody(values), kind: values.kind } }));

/** With a draft only that is asked, else all stored rules. */
export const tryText = async (text: string, draft: RuleValues | undefined) => {
  const rule = draft && { kind: draft.kind, config: ruleConfig(draft) };
  const { results } = await body(api.POST('/api/admin/automod/test', { body: { text, ...(rule && { draft: rule }) } }));
  return results;
};

/** The switch of the list. */
export const useRuleSwitch = () => {
  const t = useT();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, enabled }: Pick<AutomodRule, 'id' | 'enabled'>) =>
      body(api.PUT('/api/admin/automod/rules/{id}', { params: { path: { id } }, body: { enabled } })),
    onError: (error) => toast.error(errorText(error, t)),
    onSettled: () => queries.invalidateQueries(rulesQuery),
  });
};
