import { Toaster } from 'sonner';
import { useT } from '../i18n/use-t.js';
import { usePreference } from '../preferences.js';

export const Toasts = () => {
  const t = useT();
  const [theme] = usePreference('theme');
  return (
    <Toaster
      theme={theme}
      position="bottom-right"
      containerAriaLabel={t('common.notifications')}
      mobileOffset={{ bottom: 'calc(5rem + env(safe-area-inset-bottom))' }}
      toastOptions={{
        classNames: {
          toast: 'rounded-lg! border! border-line! bg-raised! text-ink! shadow-float! font-sans!',
          description: 'text-ink-2!',
          error: '[&_[data-icon]]:text-bad!',
          success: '[&_[data-icon]]:text-good!',
        },
      }}
    />
  );
};
