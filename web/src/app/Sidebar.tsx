import { MagnifyingGlassIcon, PinLeftIcon, PinRightIcon } from '@radix-ui/react-icons';
import { Link } from '@tanstack/react-router';
import { useMe } from '../features/auth/session.js';
import { NotificationBell } from '../features/notifications/NotificationBell.js';
import { useT } from '../shared/i18n/use-t.js';
import { usePreference } from '../shared/preferences.js';
import { cx } from '../shared/ui/classes.js';
import { IconButton } from '../shared/ui/IconButton.js';
import { Mark } from '../shared/ui/icons.js';
import { Kbd } from '../shared/ui/Kbd.js';
import { TABLET, useMediaQuery } from '../shared/ui/use-media-query.js';
import { areasFor } from './navigation.js';
import { NavLink } from './NavLink.js';
import { COMMAND_KEY } from './use-shortcuts.js';
import { UserMenu } from './UserMenu.js';

export const Sidebar = ({ onSearch }: { onSearch: () => void }) => {
  const t = useT();
  const me = useMe();
  const [sidebar, setSidebar] = usePreference('sidebar');
  const isNarrow = useMediaQuery(TABLET);
  const isRail = isNarrow || sidebar === 'rail';
  const areas = areasFor(me.role);
  const group = (name: 'main' | 'admin' | 'foot') =>
    areas.filter((area) => area.group === name).map((area) => <NavLink key={area.to} area={area} isRail={isRail} />);
  const admin = group('admin');

  return (
    <div
      className={cx(
        'sticky top-0 flex h-dvh shrink-0 flex-col border-r border-line bg-canvas px-3 py-3 max-md:hidden',
        isRail ? 'w-15' : 'w-58',
      )}
    >
      <header className={cx('mb-3 flex items-center gap-2', isRail ? 'flex-col' : 'justify-between pl-1')}>
        <Link
          to="/"
          className="flex min-w-0 items-center gap-2.5 rounded-md font-semibold tracking-tight"
          aria-label={t('common.appName')}
        >
          <Mark className="size-7" />
          {!isRail && <span className="truncate">Relay Portal</span>}
        </Link>
        <div className={cx('flex items-center', isRail && 'flex-col gap-1')}>
          <NotificationBell side="right" size="sm" />
          {!isNarrow && (
            <IconButton
              size="sm"
              tooltip="right"
              label={isRail ? t('shell.expand') : t('shell.collapse')}
              icon={isRail ? <PinRightIcon /> : <PinLeftIcon />}
              onClick={() => setSidebar(isRail ? 'wide' : 'rail')}
            />
          )}
        </div>
      </header>
      {isRail ? (
        <IconButton
          label={t('shell.search')}
          tooltip="right"
          icon={<MagnifyingGlassIcon />}
          onClick={onSearch}
          className="mx-auto"
        />
      ) : (
        <button
          type="button"
          onClick={onSearch}
          className="mb-1 flex h-(--control-sm) items-center gap-2 rounded-md border border-line bg-surface px-2.5 text-sm text-ink-3 shadow-raised hover:border-line-strong hover:text-ink-2"
        >
          <MagnifyingGlassIcon aria-hidden />
          <span className="grow truncate text-left">{t('shell.search')}</span>
          <Kbd>{COMMAND_KEY} K</Kbd>
        </button>
      )}
      <nav
        aria-label={t('shell.mainNavigation')}
        className="-mx-1 mt-3 flex min-h-0 grow flex-col gap-0.5 overflow-y-auto px-1"
      >
        {group('main')}
        {admin.length > 0 &&
          (isRail ? (
            <hr className="my-2 border-line" />
          ) : (
            <p className="px-2.5 pt-5 pb-1 text-xs font-medium text-ink-3">{t('shell.administration')}</p>
          ))}
        {admin}
        <div className="mt-auto grid gap-0.5 pt-4">{group('foot')}</div>
      </nav>
      <UserMenu isRail={isRail} />
    </div>
  );
};
