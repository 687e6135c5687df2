import { LIMITS } from '#libs/contracts';
import { useT } from '../../shared/i18n/use-t.js';
import { Field } from '../../shared/ui/Field.js';
import { Input } from '../../shared/ui/Input.js';

interface UsernameFieldProps {
  value: string;
  onChange: (value: string) => void;
  error?: string;
  autoFocus?: boolean;
  /** Off where somebody names an account that is not their own. */
  autoComplete?: 'username' | 'off';
}

export const UsernameField = ({ value, onChange, error, autoFocus, autoComplete = 'username' }: UsernameFieldProps) => {
  const t = useT();
  const { min, max } = LIMITS.username;
  return (
    <Field label={t('auth.username')} hint={t('auth.usernameHint', { min, max })} error={error}>
      <Input
        name="username"
        autoFocus={autoFocus}
        autoComplete={autoComplete}
        autoCapitalize="none"
        spellCheck={false}
        maxLength={max}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
};
