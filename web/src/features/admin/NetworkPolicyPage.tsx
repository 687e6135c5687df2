import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { PortalSettings } from '../../shared/api/types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Card } from '../../shared/ui/Card.js';
import { Field, SwitchField } from '../../shared/ui/Field.js';
import { Loaded } from '../../shared/ui/Loaded.js';
import { PageHeader } from '../../shared/ui/PageHeader.js';
import { Switch } from '../../shared/ui/Switch.js';
import { Textarea } from '../../shared/ui/Textarea.js';
import { toast } from '../../shared/ui/toast.js';
import { useForm } from '../../shared/ui/use-form.js';
import { FormCard } from '../../shared/ui/FormCard.js';
import { saveSettings, settingsQuery, useSettingsSwitch } from './admin-queries.js';

type Network = PortalSettings['network'];

export const NetworkPolicyPage = () => {
  const t = useT();
  const settings = useQuery(settingsQuery);
  return (
    <>
      <PageHeader title={t('shell.adminNetwork')} description={t('admin.networkText')} />
      <div className="grid max-w-3xl gap-6">
        <Loaded query={settings} height="h-96">
          {(data) => (
            <>
              <PrivateNetworks network={data.network} />
              <ExceptionLists network={data.network} />
            </>
          )}
        </Loaded>
      </div>
    </>
  );
};

const PrivateNetworks = ({ network }: { network: Network }) => {
  const t = useT();
  const change = useSettingsSwitch();
  const switches = [
    ['connections_private', t('admin.connectionsPrivate'), t('admin.connectionsPrivateHint')],
    ['services_private', t('admin.servicesPrivate'), t('admin.servicesPrivateHint')],
    ['browser_private', t('admin.browserPrivate'), t('admin.browserPrivateHint')],
    ['outbound_private', t('admin.outboundPrivate'), t('admin.outboundPrivateHint')],
  ] as const;
  const pending = change.isPending ? change.variables.network : undefined;
  return (
    <Card title={t('admin.networkPrivate')} description={t('admin.networkPrivateText')}>
      <div className="grid gap-5">
        {switches.map(([name, label, hint]) => (
          <SwitchField key={name} label={label} hint={hint}>
            <Switch
              checked={pending?.[name] ?? network[name]}
              onCheckedChange={(isOn) => change.mutate({ network: { [name]: isOn } })}
            />
          </SwitchField>
        ))}
      </div>
    </Card>
  );
};

const lines = (text: string): string[] => text.split(/[\s,]+/).filter(Boolean);

const ExceptionLists = ({ network }: { network: Network }) => {
  const t = useT();
  const queries = useQueryClient();
  const form = useForm({
    initial: { allow: network.allow.join('\n'), deny: network.deny.join('\n') },
    extraFields: ['network.allow', 'network.deny'],
    save: async ({ allow, deny }) => {
      const settings = await saveSettings({ network: { allow: lines(allow), deny: lines(deny) } });
      queries.setQueryData(settingsQuery.queryKey, settings);
      toast.success(t('common.saved'));
    },
  });
  const area = (name: 'allow' | 'deny') => (
    <Field
      label={name === 'allow' ? t('admin.allow') : t('admin.deny')}
      error={form.errors[name] ?? form.errors[`network.${name}`]}
    >
      <Textarea
        rows={6}
        spellCheck={false}
        value={form.values[name]}
        onChange={(event) => form.set(name, event.target.value)}
        className="font-mono text-sm"
      />
    </Field>
  );
  return (
    <FormCard form={form} title={t('admin.networkLists')} description={t('admin.networkListsText')}>
      <div className="grid items-start gap-5 sm:grid-cols-2">
        {area('allow')}
        {area('deny')}
      </div>
    </FormCard>
  );
};
