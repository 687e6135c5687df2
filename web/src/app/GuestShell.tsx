import { Link, Outlet, useMatches, useRouterState } from '@tanstack/react-router';
import { useT } from '../shared/i18n/use-t.js';
import { Button } from '../shared/ui/Button.js';
import { Mark } from '../shared/ui/icons.js';

/** Around the pages that are also for people who are not signed in. */
export const GuestShell = () => {
  const t = useT();
  const href = useRouterState({ select: ({ location }) => location.href });
  const isFull = useMatches({ select: (matches) => matches.some((match) => match.staticData.isFullWidth) });
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-13 shrink-0 items-center justify-between border-b border-line bg-canvas px-3 sm:px-4">
        <Link to="/" className="flex items-center gap-2.5 rounded-md p-1 font-semibold tracking-tight">
          <Mark className="size-7" />
          Relay Portal
        </Link>
        <Button asChild size="sm">
          <Link to="/login" search={{ return_to: href }}>
            {t('auth.signIn')}
          </Link>
        </Button>
      </header>
      <main id="content" tabIndex={-1} className="flex min-w-0 grow flex-col outline-none">
        {isFull ? (
          <Outlet />
        ) : (
          <div className="mx-auto w-full max-w-6xl px-4 py-6 sm:px-8 sm:py-8">
            <Outlet />
          </div>
        )}
      </main>
    </div>
  );
};
