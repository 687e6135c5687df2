import { HamburgerMenuIcon, MagnifyingGlassIcon } from '@radix-ui/react-icons';
import { Link, useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { useMe } from '../features/auth/session.js';
import { NotificationBell } from '../features/notifications/NotificationBell.js';
import { useT } from '../shared/i18n/use-t.js';
import { cx } from '../shared/ui/classes.js';
import { IconButton } from '../shared/ui/IconButton.js';
import { Mark } from '../shared/ui/icons.js';
import { Sheet } from '../shared/ui/Sheet.js';
import { areasFor, isWithin, type Area } from './navigation.js';
import { NavLink } from './NavLink.js';
import { UserMenu } from './UserMenu.js';

export const PhoneTopBar = ({ onSearch }: { onSearch: () => void }) => {
  const t = useT();
  return (
    <header className="sticky top-0 z-30 flex h-13 shrink-0 items-center justify-between border-b border-line bg-canvas px-3 md:hidden">
      <Link
        to="/"
        aria-label={t('common.appName')}
        className="flex items-center gap-2.5 rounded-md p-1 font-semibold tracking-tight"
      >
        <Mark className="size-7" />
        Relay Portal
      </Link>
      <div className="flex items-center">
        <IconButton label={t('shell.search')} icon={<MagnifyingGlassIcon />} onClick={onSearch} />
        <NotificationBell side="bottom" />
        <UserMenu isRail side="bottom" />
      </div>
    </header>
  );
};

/** As wide as its word and a share of what remains, so that long words fit where short ones stand beside them. */
const tabStyle =
  'flex min-w-0 grow flex-col items-center gap-1 rounded-md px-1 py-1.5 text-xs font-medium text-ink-2 [&_svg]:size-5';

export const PhoneBottomBar = () => {
  const t = useT();
  const me = useMe();
  const [isOpen, setOpen] = useState(false);
  const areas = areasFor(me.role);
  return (
    <nav
      aria-label={t('shell.mainNavigation')}
      className="sticky bottom-0 z-30 flex border-t border-line bg-canvas px-2 pt-1 pb-[max(0.25rem,env(safe-area-inset-bottom))] md:hidden"
    >
      {areas.map((area) => area.onPhone && <Tab key={area.to} area={area} label={t(area.onPhone)} />)}
      <button type="button" onClick={() => setOpen(true)} className={tabStyle} aria-haspopup="dialog">
        <HamburgerMenuIcon aria-hidden />
        {t('shell.more')}
      </button>
      <Sheet open={isOpen} onOpenChange={setOpen} title={t('shell.menu')}>
        <nav aria-label={t('shell.menu')} className="grid gap-1">
          {areas.map((area) => (
            <NavLink key={area.to} area={area} onNavigate={() => setOpen(false)} />
          ))}
        </nav>
      </Sheet>
    </nav>
  );
};

const Tab = ({ area, label }: { area: Area; label: string }) => {
  const isCurrent = useRouterState({ select: (state) => isWithin(area, state.location.pathname) });
  return (
    <Link
      to={area.to}
      aria-current={isCurrent ? 'page' : undefined}
      className={cx(tabStyle, isCurrent && 'text-accent-ink')}
    >
      {area.icon}
      <span className="max-w-full truncate">{label}</span>
    </Link>
  );
};
