import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useT } from '../../shared/i18n/use-t.js';
import { PageHeader } from '../../shared/ui/PageHeader.js';

const PAGES = [
  { to: '/settings/profile', label: 'settings.profile' },
  { to: '/settings/security', label: 'settings.security' },
  { to: '/settings/sessions', label: 'settings.sessions' },
  { to: '/settings/api-keys', label: 'settings.apiKeys' },
  { to: '/settings/ssh-keys', label: 'settings.sshKeys' },
  { to: '/settings/notifications', label: 'settings.notifications' },
  { to: '/settings/blocked', label: 'settings.blocked' },
] as const;

export const SettingsLayout = () => {
  const t = useT();
  const tabs = useRef<HTMLElement>(null);
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  // On a phone the row is wider than the screen.
  useEffect(() => {
    tabs.current?.querySelector('[aria-current="page"]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [pathname]);
  return (
    <>
      <PageHeader title={t('settings.title')} />
      <nav
        ref={tabs}
        aria-label={t('settings.pages')}
        className="-mx-4 mb-6 flex gap-6 overflow-x-auto px-4 sm:mx-0 sm:px-0 border-b border-line"
      >
        {PAGES.map(({ to, label }) => (
          <Link
            key={to}
            to={to}
            className="-mb-px border-b-2 border-transparent py-2 font-medium whitespace-nowrap text-ink-2 hover:text-ink focus-visible:-outline-offset-2 aria-[current=page]:border-accent aria-[current=page]:text-ink"
          >
            {t(label)}
          </Link>
        ))}
      </nav>
      <Outlet />
    </>
  );
};
