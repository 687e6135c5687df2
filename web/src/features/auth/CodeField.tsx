import { useT } from '../../shared/i18n/use-t.js';
import { Field } from '../../shared/ui/Field.js';
import { Input } from '../../shared/ui/Input.js';

interface CodeFieldProps {
  name: 'code' | 'totp_code';
  value: string;
  error?: string;
  onChange: (code: string) => void;
}

/** For a code of the authenticator app, or a backup code, which is longer. */
export const CodeField = ({ name, value, error, onChange }: CodeFieldProps) => {
  const t = useT();
  return (
    <Field label={t('auth.code')} error={error}>
      <Input
        name={name}
        autoFocus
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={32}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="text-center font-mono text-lg tracking-widest"
      />
    </Field>
  );
};
