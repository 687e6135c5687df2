import { useQuery } from '@tanstack/react-query';
import { LIMITS } from '#libs/contracts';
import type { Connection, ConnectionType } from '../../shared/api/types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Field } from '../../shared/ui/Field.js';
import { errorsBelow } from '../../shared/ui/form-errors.js';
import { Input } from '../../shared/ui/Input.js';
import { SchemaForm } from '../../shared/ui/schema-form/SchemaForm.js';
import { Select } from '../../shared/ui/Select.js';
import type { Form } from '../../shared/ui/use-form.js';
import { sshKeysQuery } from '../settings/ssh-key-queries.js';
import { AddressFields } from './AddressFields.js';
import { initialConnection, type ConnectionValues } from './connection-form.js';

interface ConnectionFieldsProps {
  form: Form<ConnectionValues>;
  types: Record<string, ConnectionType>;
  connection: Connection | undefined;
}

export const ConnectionFields = ({ form, types, connection }: ConnectionFieldsProps) => {
  const t = useT();
  const { values, errors, set } = form;
  const type = types[values.type];
  const storedKeys = useQuery(sshKeysQuery).data?.filter(({ stored }) => stored) ?? [];
  const keyChoices = storedKeys.map(({ id, name, fingerprint }) => ({
    value: String(id),
    label: `${name} (${fingerprint.slice(7, 15)}…)`,
  }));

  return (
    <>
      {!connection && Object.keys(types).length > 1 && (
        <Field label={t('connections.type')}>
          <Select
            value={values.type}
            choices={Object.entries(types).map(([value, { name }]) => ({ value, label: name }))}
            onChange={(event) => {
              set('type', event.target.value);
              set('config', initialConnection(types, undefined, event.target.value).config);
            }}
          />
        </Field>
      )}
      <AddressFields
        values={values}
        errors={errors}
        defaultPort={type?.default_port}
        autoFocus={!connection}
        onChange={set}
      />
      {type && (
        <SchemaForm
          schema={type.config_schema}
          values={values.config}
          stored={connection?.config}
          errors={errorsBelow('config', errors)}
          references={{ ssh_key_id: { choices: keyChoices, whenEmpty: t('connections.noPortalKeys') } }}
          onChange={(config) => set('config', config)}
        />
      )}
      <hr className="border-line" />
      <Field
        label={t('connections.name')}
        note={t('common.optional')}
        hint={t('connections.nameHint')}
        error={errors['name']}
      >
        <Input
          name="name"
          autoComplete="off"
          maxLength={LIMITS.connectionName}
          placeholder={values.host}
          value={values.name}
          onChange={(event) => set('name', event.target.value)}
        />
      </Field>
      <Field
        label={t('connections.tags')}
        note={t('common.optional')}
        hint={t('connections.tagsHint')}
        error={errors['tags']}
      >
        <Input
          name="tags"
          autoComplete="off"
          value={values.tags}
          onChange={(event) => set('tags', event.target.value)}
        />
      </Field>
    </>
  );
};
