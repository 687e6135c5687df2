import { EyeNoneIcon, EyeOpenIcon } from '@radix-ui/react-icons';
import { useState, type ComponentProps } from 'react';
import { useT } from '../i18n/use-t.js';
import { Input } from './Input.js';

export const PasswordInput = (props: Omit<ComponentProps<'input'>, 'type'>) => {
  const t = useT();
  const [isShown, setShown] = useState(false);
  return (
    <span className="relative block">
      <Input
        type={isShown ? 'text' : 'password'}
        spellCheck={false}
        autoCapitalize="none"
        {...props}
        className="pr-11"
      />
      <button
        type="button"
        aria-label={isShown ? t('common.hidePassword') : t('common.showPassword')}
        aria-pressed={isShown}
        onClick={() => setShown(!isShown)}
        className="absolute inset-y-0 right-0 grid w-10 place-items-center rounded-md text-ink-3 hover:text-ink focus-visible:-outline-offset-2"
      >
        {isShown ? <EyeNoneIcon aria-hidden /> : <EyeOpenIcon aria-hidden />}
      </button>
    </span>
  );
};
