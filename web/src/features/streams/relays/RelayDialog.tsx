import { useQuery, useQueryClient } from '@tanstack/react-query';
import { LIMITS } from '#libs/contracts';
import type { Relay } from '../../../shared/api/types.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Field, SwitchField } from '../../../shared/ui/Field.js';
import { FormDialog } from '../../../shared/ui/FormDialog.js';
import { Input } from '../../../shared/ui/Input.js';
import { PasswordInput } from '../../../shared/ui/PasswordInput.js';
import { Select } from '../../../shared/ui/Select.js';
import { Switch } from '../../../shared/ui/Switch.js';
import { useForm } from '../../../shared/ui/use-form.js';
import { relayPlatformsQuery } from '../stream-queries.js';
import { saveRelay, type RelayValues } from './save-relay.js';

interface RelayDialogProps {
  streamId: number;
  /** Without one a new relay is made. */
  relay: Relay | undefined;
  onClose: () => void;
}

const NOTHING: RelayValues = { platform: 'twitch', name: '', rtmp_url: '', stream_key: '', enabled: true };

const RTMP = /^rtmps?:\/\/\S+$/i;

export const RelayDialog = ({ streamId, relay, onClose }: RelayDialogProps) => {
  const t = useT();
  const queries = useQueryClient();
  const { data: platforms = [] } = useQuery(relayPlatformsQuery);
  const form = useForm<RelayValues>({
    initial: relay ? { ...relay, stream_key: '' } : NOTHING,
    validate: ({ name, rtmp_url, stream_key, platform }) => ({
      ...(!(name.trim() || relay === undefined) && { name: t('common.required') }),
      ...(!RTMP.test(rtmp_url || defaultUrl(platform)) && { rtmp_url: t('streams.relayUrlHint') }),
      ...(!relay && !stream_key.trim() && { stream_key: t('common.required') }),
    }),
    save: async (values) => {
      const { platform, name, rtmp_url } = values;
      await saveRelay(streamId, relay?.id, {
        ...values,
        name: name.trim() || platformName(platform),
        rtmp_url: rtmp_url.trim() || defaultUrl(platform),
      });
      await queries.invalidateQueries({ queryKey: ['streams', 'relays', streamId] });
      onClose();
    },
  });
  const { values, errors } = form;
  const find = (id: string) => platforms.find((platform) => platform.id === id);
  const defaultUrl = (id: string): string => find(id)?.default_url ?? '';
  const platformName = (id: string): string => find(id)?.name ?? id;

  return (
    <FormDialog
      form={form}
      onClose={onClose}
      title={relay ? t('streams.relayEdit') : t('streams.relayAdd')}
      submitLabel={t('common.save')}
    >
      {!relay && (
        <Field label={t('streams.platform')} error={errors['platform']}>
          <Select
            value={values.platform}
            choices={platforms.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(event) => form.set('platform', event.target.value as RelayValues['platform'])}
          />
        </Field>
      )}
      <Field label={t('streams.relayName')} error={errors['name']}>
        <Input
          maxLength={LIMITS.relayName}
          autoComplete="off"
          placeholder={platformName(values.platform)}
          value={values.name}
          onChange={(event) => form.set('name', event.target.value)}
        />
      </Field>
      <Field label={t('streams.relayUrl')} hint={t('streams.relayUrlHint')} error={errors['rtmp_url']}>
        <Input
          type="url"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          placeholder={defaultUrl(values.platform) || 'rtmps://'}
          value={values.rtmp_url}
          onChange={(event) => form.set('rtmp_url', event.target.value)}
        />
      </Field>
      <Field
        label={t('streams.relayKey')}
        hint={relay ? t('streams.relayKeyKeep') : t('streams.relayKeyHint')}
        error={errors['stream_key']}
      >
        <PasswordInput
          autoComplete="off"
          value={values.stream_key}
          onChange={(event) => form.set('stream_key', event.target.value)}
        />
      </Field>
      <SwitchField label={t('streams.relayEnabled')}>
        <Switch checked={values.enabled} onCheckedChange={(is) => form.set('enabled', is)} />
      </SwitchField>
    </FormDialog>
  );
};
