import { useRouter } from '@tanstack/react-router';
import { useMe } from '../features/auth/session.js';
import { areasFor } from './navigation.js';

const focusFilter = (): void => {
  document.querySelector<HTMLInputElement>('[data-filter]')?.focus();
};

export const useNavigationKeys = (showShortcuts: () => void): Record<string, () => void> => {
  const router = useRouter();
  const me = useMe();
  const jumps = areasFor(me.role).flatMap((area) =>
    area.key ? [[`g ${area.key}`, () => void router.navigate({ to: area.to })] as const] : [],
  );
  return {
    ...Object.fromEntries(jumps),
    '?': showShortcuts,
    '/': focusFilter,
    n: () => void router.navigate({ to: '/connections', search: { edit: 'new' } }),
  };
};
