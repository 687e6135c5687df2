import type { AdminService, ConnectionType } from '../../shared/api/types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Field, SwitchField } from '../../shared/ui/Field.js';
import { errorsBelow } from '../../shared/ui/form-errors.js';
import { ICON_NAMES } from '../../shared/ui/icons.js';
import { Input } from '../../shared/ui/Input.js';
import { SchemaForm } from '../../shared/ui/schema-form/SchemaForm.js';
import { Select } from '../../shared/ui/Select.js';
import { Switch } from '../../shared/ui/Switch.js';
import type { Form } from '../../shared/ui/use-form.js';
import { AddressFields } from '../connections/AddressFields.js';
import { hasAddress, initialService, type ServiceValues } from './service-form.js';

interface ServiceFieldsProps {
  form: Form<ServiceValues>;
  types: Record<string, ConnectionType>;
  service: AdminService | undefined;
}

export const ServiceFields = ({ form, types, service }: ServiceFieldsProps) => {
  const t = useT();
  const { values, errors, set } = form;
  const type = types[values.plugin];
  const choosePlugin = (plugin: string) => {
    const fresh = initialService(types, undefined, plugin);
    set('plugin', plugin);
    set('config', fresh.config);
    set('icon', fresh.icon);
  };
  const text = (name: 'name' | 'category' | 'path', maxLength: number) => ({
    autoComplete: 'off',
    maxLength,
    value: values[name],
    onChange: (event: { target: { value: string } }) => set(name, event.target.value),
  });
  const icons = [...new Set([...ICON_NAMES, values.icon].filter(Boolean))];

  return (
    <>
      <Field label={t('connections.name')} error={errors['name']}>
        <Input autoFocus={!service} required {...text('name', 100)} />
      </Field>
      {!service && (
        <Field label={t('admin.plugin')}>
          <Select
            value={values.plugin}
            choices={Object.entries(types).map(([value, { name }]) => ({ value, label: name }))}
            onChange={(event) => choosePlugin(event.target.value)}
          />
        </Field>
      )}
      {hasAddress(type) && (
        <AddressFields values={values} errors={errors} defaultPort={type?.default_port} onChange={set} />
      )}
      {type && (
        <SchemaForm
          schema={type.config_schema}
          values={values.config}
          stored={service?.config}
          errors={errorsBelow('config', errors)}
          onChange={(config) => set('config', config)}
        />
      )}
      <hr className="border-line" />
      <div className="grid items-start gap-5 sm:grid-cols-2">
        <Field label={t('admin.category')} note={t('common.optional')} error={errors['category']}>
          <Input placeholder="Servers" {...text('category', 64)} />
        </Field>
        <Field label={t('admin.icon')} error={errors['icon']}>
          <Select
            value={values.icon}
            choices={icons.map((value) => ({ value, label: value }))}
            onChange={(event) => set('icon', event.target.value)}
          />
        </Field>
      </div>
      <Field label={t('admin.path')} note={t('common.optional')} hint={t('admin.pathHint')} error={errors['path']}>
        <Input spellCheck={false} autoCapitalize="none" className="font-mono" {...text('path', 100)} />
      </Field>
      <SwitchField label={t('admin.enabled')} hint={t('admin.enabledHint')}>
        <Switch checked={values.enabled} onCheckedChange={(isOn) => set('enabled', isOn)} />
      </SwitchField>
    </>
  );
};
