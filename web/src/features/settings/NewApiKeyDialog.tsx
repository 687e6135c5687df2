import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '../../shared/api/client.js';
import { useT } from '../../shared/i18n/use-t.js';
import { FormDialog } from '../../shared/ui/FormDialog.js';
import { Field } from '../../shared/ui/Field.js';
import { FormProblem, Notice } from '../../shared/ui/Notice.js';
import { OnceDialog } from '../../shared/ui/OnceDialog.js';
import { SecretOnce } from '../../shared/ui/SecretOnce.js';
import { Select } from '../../shared/ui/Select.js';
import { useForm } from '../../shared/ui/use-form.js';
import { apiKeysQuery } from './api-key-columns.js';
import { NOTHING_CHOSEN, scopesOf, type ScopeChoice } from './api-key-scopes.js';
import { KeyNameField } from './KeyNameField.js';
import { ScopePicker } from './ScopePicker.js';

const EXPIRY_DAYS = [7, 30, 90, 365];

export const NewApiKeyDialog = ({ onClose }: { onClose: () => void }) => {
  const t = useT();
  const queries = useQueryClient();
  const [made, setMade] = useState<string>();
  const form = useForm({
    initial: { name: '', days: '90', scopes: NOTHING_CHOSEN as ScopeChoice },
    validate: ({ name, scopes }) => ({
      ...(!name.trim() && { name: t('common.required') }),
      ...(!scopesOf(scopes) && { scopes: t('keys.chooseScope') }),
    }),
    save: async ({ name, days, scopes }) => {
      const key = { name: name.trim(), scopes: scopesOf(scopes), expires_in_days: days ? Number(days) : null };
      const { api_key } = await body(api.POST('/api/api-keys', { body: key }));
      await queries.invalidateQueries(apiKeysQuery);
      setMade(api_key);
    },
  });
  if (made) return <MadeKey apiKey={made} onClose={onClose} />;
  return (
    <FormDialog form={form} onClose={onClose} title={t('keys.apiAdd')} submitLabel={t('common.create')}>
      <FormProblem problem={form.errors['scopes']} />
      <div className="grid items-start gap-5 sm:grid-cols-[1fr_11rem]">
        <KeyNameField form={form} label={t('keys.name')} hint={t('keys.apiNameHint')} />
        <Field label={t('keys.expiry')} error={form.errors['expires_in_days']}>
          <Select
            value={form.values.days}
            onChange={(event) => form.set('days', event.target.value)}
            choices={[
              ...EXPIRY_DAYS.map((count) => ({ value: String(count), label: t('keys.expiryDays', { count }) })),
              { value: '', label: t('keys.expiryNever') },
            ]}
          />
        </Field>
      </div>
      <ScopePicker value={form.values.scopes} onChange={(scopes) => form.set('scopes', scopes)} />
    </FormDialog>
  );
};

const MadeKey = ({ apiKey, onClose }: { apiKey: string; onClose: () => void }) => {
  const t = useT();
  const example = `curl -H "Authorization: Bearer ${apiKey}" ${location.origin}/api/services`;
  return (
    <OnceDialog onClose={onClose} title={t('keys.apiCreated')}>
      <Notice tone="warn">{t('keys.apiOnce')}</Notice>
      <SecretOnce label={t('keys.apiCreated')} text={apiKey} />
      <SecretOnce label={t('keys.example')} text={example} />
    </OnceDialog>
  );
};
