import { useQueryClient } from '@tanstack/react-query';
import { LIMITS } from '#libs/contracts';
import { api, body } from '../../shared/api/client.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Field } from '../../shared/ui/Field.js';
import { FormCard } from '../../shared/ui/FormCard.js';
import { Input } from '../../shared/ui/Input.js';
import { PasswordInput } from '../../shared/ui/PasswordInput.js';
import { SegmentedControl } from '../../shared/ui/SegmentedControl.js';
import { Textarea } from '../../shared/ui/Textarea.js';
import { toast } from '../../shared/ui/toast.js';
import { useForm } from '../../shared/ui/use-form.js';
import { storageQuery, type Storage } from './recording-queries.js';
import { initialStorage, isPort, storageBody } from './storage-form.js';

/** Where recordings go, and how the portal signs in there. Mount it anew for another storage. */
export const StorageForm = ({ storage }: { storage: Storage | null }) => {
  const t = useT();
  const queries = useQueryClient();
  const form = useForm({
    initial: initialStorage(storage),
    validate: ({ host, port, username, remote_path }) => ({
      ...(!host.trim() && { host: t('common.required') }),
      ...(!isPort(port) && { port: t('recordings.portRange') }),
      ...(!username.trim() && { username: t('common.required') }),
      ...(!remote_path.trim() && { remote_path: t('common.required') }),
    }),
    save: async (values) => {
      const saved = await body(api.POST('/api/vods/storage', { body: storageBody(values) }));
      queries.setQueryData(storageQuery.queryKey, saved.storage);
      form.set('password', '');
      form.set('private_key', '');
      form.set('passphrase', '');
      toast.success(t('recordings.saved'));
      await queries.invalidateQueries({ queryKey: ['recordings', 'sessions'] });
    },
  });
  const { values, errors, set } = form;
  const stored = t('common.storedSecret');
  const text = (name: 'host' | 'port' | 'username' | 'remote_path', maxLength: number) => ({
    value: values[name],
    maxLength,
    autoComplete: 'off',
    spellCheck: false,
    autoCapitalize: 'none',
    onChange: ({ target }: { target: HTMLInputElement }) => set(name, target.value),
  });

  return (
    <FormCard form={form} title={t('recordings.server')} description={t('recordings.storageText')}>
      <div className="grid gap-5 sm:grid-cols-[1fr_7rem]">
        <Field label={t('recordings.host')} error={errors['host']}>
          <Input {...text('host', LIMITS.host)} placeholder="nas.example.com" />
        </Field>
        <Field label={t('recordings.port')} error={errors['port']}>
          <Input {...text('port', 5)} inputMode="numeric" />
        </Field>
      </div>
      <Field label={t('recordings.username')} error={errors['username']}>
        <Input {...text('username', 128)} />
      </Field>
      <div className="grid justify-items-start gap-1.5">
        <span className="text-sm font-medium">{t('recordings.signInWith')}</span>
        <SegmentedControl
          label={t('recordings.signInWith')}
          value={values.auth_method}
          onChange={(method) => set('auth_method', method)}
          choices={[
            { value: 'password', label: t('recordings.password') },
            { value: 'key', label: t('recordings.key') },
          ]}
        />
      </div>
      {values.auth_method === 'password' ? (
        <Field label={t('recordings.password')} error={errors['password']}>
          <PasswordInput
            value={values.password}
            autoComplete="off"
            placeholder={storage?.has_password ? stored : undefined}
            onChange={({ target }) => set('password', target.value)}
          />
        </Field>
      ) : (
        <>
          <Field label={t('recordings.key')} hint={t('recordings.keyHint')} error={errors['private_key']}>
            <Textarea
              className="font-mono text-sm"
              spellCheck={false}
              value={values.private_key}
              placeholder={storage?.has_key ? stored : undefined}
              onChange={({ target }) => set('private_key', target.value)}
            />
          </Field>
          <Field label={t('recordings.passphrase')} note={t('common.optional')} error={errors['passphrase']}>
            <PasswordInput
              value={values.passphrase}
              autoComplete="off"
              onChange={({ target }) => set('passphrase', target.value)}
            />
          </Field>
        </>
      )}
      <Field label={t('recordings.folder')} hint={t('recordings.folderHint')} error={errors['remote_path']}>
        <Input {...text('remote_path', 1024)} />
      </Field>
    </FormCard>
  );
};
