import { LIMITS } from '#libs/contracts';
import { useT } from '../../shared/i18n/use-t.js';
import { Field } from '../../shared/ui/Field.js';
import type { FieldErrors } from '../../shared/ui/form-errors.js';
import { Input } from '../../shared/ui/Input.js';

interface AddressFieldsProps {
  values: { host: string; port: string };
  errors: FieldErrors;
  /** Of the type; shown while no other is typed. */
  defaultPort: number | null | undefined;
  autoFocus?: boolean;
  onChange: (name: 'host' | 'port', value: string) => void;
}

/** Host and port, side by side. */
export const AddressFields = ({ values, errors, defaultPort, autoFocus, onChange }: AddressFieldsProps) => {
  const t = useT();
  return (
    <div className="grid grid-cols-[1fr_6.5rem] items-start gap-3">
      <Field label={t('connections.host')} error={errors['host']}>
        <Input
          name="host"
          autoFocus={autoFocus}
          required
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={LIMITS.host}
          value={values.host}
          onChange={(event) => onChange('host', event.target.value)}
          className="font-mono"
        />
      </Field>
      <Field label={t('connections.port')} error={errors['port']}>
        <Input
          name="port"
          inputMode="numeric"
          autoComplete="off"
          maxLength={5}
          placeholder={defaultPort ? String(defaultPort) : undefined}
          value={values.port}
          onChange={(event) => onChange('port', event.target.value)}
        />
      </Field>
    </div>
  );
};
