import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '../../shared/api/client.js';
import type { components } from '../../shared/api/schema.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Checkbox } from '../../shared/ui/Checkbox.js';
import { FormDialog } from '../../shared/ui/FormDialog.js';
import { Notice } from '../../shared/ui/Notice.js';
import { RadioGroup } from '../../shared/ui/RadioGroup.js';
import { OnceDialog } from '../../shared/ui/OnceDialog.js';
import { SecretOnce } from '../../shared/ui/SecretOnce.js';
import { useForm } from '../../shared/ui/use-form.js';
import { KeyNameField } from './KeyNameField.js';
import { sshKeysQuery } from './ssh-key-queries.js';

type NewKey = components['schemas']['NewSshKeyReply'];

export const NewSshKeyDialog = ({ onClose }: { onClose: () => void }) => {
  const t = useT();
  const queries = useQueryClient();
  const [made, setMade] = useState<NewKey>();
  const form = useForm({
    initial: { name: '', key_type: 'ed25519' as 'ed25519' | 'rsa', store: false },
    validate: ({ name }) => (name.trim() ? {} : { name: t('common.required') }),
    save: async (values) => {
      const key = await body(api.POST('/api/ssh-keys', { body: { ...values, name: values.name.trim() } }));
      await queries.invalidateQueries(sshKeysQuery);
      setMade(key);
    },
  });
  if (made) return <MadeKey made={made} onClose={onClose} />;
  return (
    <FormDialog form={form} onClose={onClose} title={t('keys.sshAdd')} submitLabel={t('common.create')}>
      <KeyNameField form={form} label={t('keys.name')} hint={t('keys.sshNameHint')} />
      <RadioGroup
        label={t('keys.type')}
        value={form.values.key_type}
        onChange={(type) => form.set('key_type', type)}
        choices={[
          { value: 'ed25519', label: t('keys.ed25519'), hint: t('keys.ed25519Hint') },
          { value: 'rsa', label: t('keys.rsa'), hint: t('keys.rsaHint') },
        ]}
      />
      <Checkbox
        label={t('keys.store')}
        hint={t('keys.storeHint')}
        checked={form.values.store}
        onCheckedChange={(isOn) => form.set('store', isOn === true)}
      />
    </FormDialog>
  );
};

const MadeKey = ({ made, onClose }: { made: NewKey; onClose: () => void }) => {
  const t = useT();
  const fileName = `id_${made.key_type}_${made.name.replace(/[^A-Za-z0-9._-]+/g, '-')}`;
  return (
    <OnceDialog onClose={onClose} title={t('keys.sshCreated')} size="lg">
      <Notice tone="warn">{t('keys.sshOnce')}</Notice>
      <SecretOnce label={t('keys.privateKey')} text={made.private_key} fileName={fileName} />
      <SecretOnce label={t('keys.publicKey')} text={made.public_key} fileName={`${fileName}.pub`} />
    </OnceDialog>
  );
};
