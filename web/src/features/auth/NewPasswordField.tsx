import { LIMITS } from '#libs/contracts';
import { useT } from '../../shared/i18n/use-t.js';
import { cx } from '../../shared/ui/classes.js';
import { Field } from '../../shared/ui/Field.js';
import { PasswordInput } from '../../shared/ui/PasswordInput.js';
import { passwordStrength, type Strength } from './password-strength.js';

interface NewPasswordFieldProps {
  label: string;
  name?: string;
  value: string;
  onChange: (value: string) => void;
  username?: string;
  error?: string;
}

const BARS: Record<Strength, string> = {
  weak: 'w-1/4 bg-bad',
  fair: 'w-1/2 bg-warn',
  good: 'w-3/4 bg-good',
  great: 'w-full bg-good',
};

export const NewPasswordField = ({
  label,
  name = 'password',
  value,
  onChange,
  username,
  error,
}: NewPasswordFieldProps) => {
  const t = useT();
  const strength = passwordStrength(value, username);
  const words = {
    weak: t('auth.strengthWeak'),
    fair: t('auth.strengthFair'),
    good: t('auth.strengthGood'),
    great: t('auth.strengthGreat'),
  };
  return (
    <div>
      <Field
        label={label}
        hint={t('auth.passwordHint', { min: LIMITS.password.min })}
        error={error}
        note={value && words[strength]}
      >
        <PasswordInput
          name={name}
          autoComplete="new-password"
          maxLength={LIMITS.password.max}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      </Field>
      <div
        role="meter"
        aria-label={t('auth.strength', { level: value ? words[strength] : '–' })}
        aria-valuemin={0}
        aria-valuemax={4}
        aria-valuenow={value ? ['weak', 'fair', 'good', 'great'].indexOf(strength) + 1 : 0}
        className="mt-2 h-1 overflow-hidden rounded-full bg-sunken"
      >
        {value && <div className={cx('h-full rounded-full transition-[width] duration-150', BARS[strength])} />}
      </div>
    </div>
  );
};
