import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { PortalSettings } from '../../shared/api/types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Card } from '../../shared/ui/Card.js';
import { Field, SwitchField } from '../../shared/ui/Field.js';
import { Input } from '../../shared/ui/Input.js';
import { Loaded } from '../../shared/ui/Loaded.js';
import { PageHeader } from '../../shared/ui/PageHeader.js';
import { Switch } from '../../shared/ui/Switch.js';
import { toast } from '../../shared/ui/toast.js';
import { useForm } from '../../shared/ui/use-form.js';
import { FormCard } from '../../shared/ui/FormCard.js';
import { saveSettings, settingsQuery, useSettingsSwitch } from './admin-queries.js';

export const SettingsPage = () => {
  const t = useT();
  const settings = useQuery(settingsQuery);
  const change = useSettingsSwitch();
  return (
    <>
      <PageHeader title={t('shell.adminSettings')} description={t('admin.settingsText')} />
      <div className="grid max-w-3xl gap-6">
        <Loaded query={settings} height="h-72">
          {(data) => (
            <>
              <Card>
                <SwitchField label={t('admin.registration')} hint={t('admin.registrationHint')}>
                  <Switch
                    checked={
                      (change.isPending ? change.variables.registration_open : undefined) ?? data.registration_open
                    }
                    onCheckedChange={(isOn) => change.mutate({ registration_open: isOn })}
                  />
                </SwitchField>
              </Card>
              <SessionLimits sessions={data.sessions} />
            </>
          )}
        </Loaded>
      </div>
    </>
  );
};

const WHOLE = /^\d{1,6}$/;

const SessionLimits = ({ sessions }: { sessions: PortalSettings['sessions'] }) => {
  const t = useT();
  const queries = useQueryClient();
  const form = useForm({
    initial: { max_per_user: String(sessions.max_per_user), idle_minutes: String(sessions.idle_minutes) },
    extraFields: ['sessions.max_per_user', 'sessions.idle_minutes'],
    validate: (values) => ({
      ...(!WHOLE.test(values.max_per_user) && { max_per_user: t('common.notANumber') }),
      ...(!WHOLE.test(values.idle_minutes) && { idle_minutes: t('common.notANumber') }),
    }),
    save: async ({ max_per_user, idle_minutes }) => {
      const limits = { max_per_user: Number(max_per_user), idle_minutes: Number(idle_minutes) };
      queries.setQueryData(settingsQuery.queryKey, await saveSettings({ sessions: limits }));
      toast.success(t('common.saved'));
    },
  });
  const errorOf = (name: 'max_per_user' | 'idle_minutes') => form.errors[name] ?? form.errors[`sessions.${name}`];
  return (
    <FormCard form={form} title={t('admin.sessionLimits')}>
      <Field label={t('admin.maxPerUser')} error={errorOf('max_per_user')}>
        <Input
          inputMode="numeric"
          className="max-w-40"
          value={form.values.max_per_user}
          onChange={(event) => form.set('max_per_user', event.target.value)}
        />
      </Field>
      <Field label={t('admin.idleMinutes')} hint={t('admin.idleMinutesHint')} error={errorOf('idle_minutes')}>
        <Input
          inputMode="numeric"
          className="max-w-40"
          value={form.values.idle_minutes}
          onChange={(event) => form.set('idle_minutes', event.target.value)}
        />
      </Field>
    </FormCard>
  );
};
