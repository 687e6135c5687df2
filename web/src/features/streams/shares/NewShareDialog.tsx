import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '../../../shared/api/client.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Field } from '../../../shared/ui/Field.js';
import { FormDialog } from '../../../shared/ui/FormDialog.js';
import { Notice } from '../../../shared/ui/Notice.js';
import { OnceDialog } from '../../../shared/ui/OnceDialog.js';
import { QrCode } from '../../../shared/ui/QrCode.js';
import { SecretOnce } from '../../../shared/ui/SecretOnce.js';
import { Select } from '../../../shared/ui/Select.js';
import { useForm } from '../../../shared/ui/use-form.js';
import { sharesQuery } from '../stream-queries.js';

const HOURS = [1, 6];
const DAYS = [1, 7, 30, 90];
const HOUR_SECONDS = 3600;
const DAY_SECONDS = 24 * HOUR_SECONDS;

export const NewShareDialog = ({ streamId, onClose }: { streamId: number; onClose: () => void }) => {
  const t = useT();
  const queries = useQueryClient();
  const [address, setAddress] = useState<string>();
  const form = useForm({
    initial: { expires_in: String(DAY_SECONDS) },
    save: async ({ expires_in }) => {
      const share = { expires_in: Number(expires_in) };
      const { url } = await body(
        api.POST('/api/streams/{id}/share', { params: { path: { id: streamId } }, body: share }),
      );
      await queries.invalidateQueries({ queryKey: sharesQuery(streamId).queryKey });
      setAddress(url);
    },
  });
  if (address)
    return (
      <OnceDialog onClose={onClose} title={t('streams.shareTitle')}>
        <Notice tone="warn">{t('streams.shareOnce')}</Notice>
        <SecretOnce label={t('streams.shareLink')} text={address} />
        <div className="w-40">
          <QrCode text={address} label={t('streams.shareLink')} />
        </div>
      </OnceDialog>
    );
  return (
    <FormDialog form={form} onClose={onClose} title={t('streams.shareAdd')} submitLabel={t('common.create')} size="sm">
      <Field label={t('streams.shareFor')} error={form.errors['expires_in']}>
        <Select
          value={form.values.expires_in}
          onChange={(event) => form.set('expires_in', event.target.value)}
          choices={[
            ...HOURS.map((count) => ({
              value: String(count * HOUR_SECONDS),
              label: t('streams.shareHours', { count }),
            })),
            ...DAYS.map((count) => ({ value: String(count * DAY_SECONDS), label: t('streams.shareDays', { count }) })),
          ]}
        />
      </Field>
    </FormDialog>
  );
};
