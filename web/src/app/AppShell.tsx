import { Outlet, useMatches, useRouter } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { usePush } from '../features/notifications/use-push.js';
import { useT } from '../shared/i18n/use-t.js';
import { cx } from '../shared/ui/classes.js';
import { Banners } from './Banners.js';
import { CommandPalette } from './CommandPalette.js';
import { liveRoad } from './live-updates.js';
import { PhoneBottomBar, PhoneTopBar } from './PhoneBars.js';
import { ShellContext } from './shell-actions.js';
import { ShortcutSheet } from './ShortcutSheet.js';
import { Sidebar } from './Sidebar.js';
import { useNavigationKeys } from './use-navigation-keys.js';
import { useShortcuts } from './use-shortcuts.js';

/** Everything around a page once somebody is signed in. */
export const AppShell = () => {
  const t = useT();
  const router = useRouter();
  const { queryClient } = router.options.context;
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const [isSheetOpen, setSheetOpen] = useState(false);
  const isFull = useMatches({ select: (matches) => matches.some((match) => match.staticData.isFullWidth) });
  const hasPhoneBar = useMatches({ select: (matches) => matches.some((match) => match.staticData.hasPhoneBar) });
  const road = useMemo(() => liveRoad(queryClient), [queryClient]);
  const actions = useMemo(
    () => ({
      openPalette: () => setPaletteOpen(true),
      showShortcuts: () => setSheetOpen(true),
      setLive: (isOn: boolean) => (isOn ? void road.open() : road.close()),
    }),
    [road],
  );
  const keys = useNavigationKeys(actions.showShortcuts);
  usePush();
  useShortcuts({ openPalette: actions.openPalette, keys });

  useEffect(() => {
    void road.open();
    return () => road.close();
  }, [road]);

  return (
    <ShellContext value={actions}>
      <a
        href="#content"
        className="fixed top-2 left-2 z-60 -translate-y-20 rounded-md bg-accent px-3 py-2 font-medium text-on-accent focus:translate-y-0"
      >
        {t('shell.skip')}
      </a>
      <div className="flex min-h-dvh">
        <Sidebar onSearch={actions.openPalette} />
        <div className="flex min-w-0 grow flex-col">
          <PhoneTopBar onSearch={actions.openPalette} />
          <Banners road={road} />
          <main
            id="content"
            tabIndex={-1}
            className={cx('min-w-0 grow outline-none', isFull ? 'flex flex-col' : 'px-4 py-6 sm:px-8 sm:py-8')}
          >
            {isFull ? (
              <Outlet />
            ) : (
              <div className="mx-auto max-w-6xl">
                <Outlet />
              </div>
            )}
          </main>
          {(!isFull || hasPhoneBar) && <PhoneBottomBar />}
        </div>
      </div>
      <CommandPalette open={isPaletteOpen} onOpenChange={setPaletteOpen} />
      <ShortcutSheet open={isSheetOpen} onOpenChange={setSheetOpen} />
    </ShellContext>
  );
};
