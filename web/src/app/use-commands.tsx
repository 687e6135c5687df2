import {
  ColumnSpacingIcon,
  DesktopIcon,
  ExitIcon,
  KeyboardIcon,
  MoonIcon,
  PlusIcon,
  Share1Icon,
  SunIcon,
} from '@radix-ui/react-icons';
import { useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useT } from '../shared/i18n/use-t.js';
import { usePageCommands } from '../shared/page-commands.js';
import { preferences, usePreference } from '../shared/preferences.js';
import { TerminalIcon } from '../shared/ui/icons.js';
import { useShellActions } from './shell-actions.js';
import { useSignOut } from './use-sign-out.js';

export interface PaletteCommand {
  id: string;
  label: string;
  icon: ReactNode;
  run: () => unknown;
}

/** The palette's actions: what can be done from anywhere. */
export const useCommands = (): readonly PaletteCommand[] => {
  const t = useT();
  const router = useRouter();
  const signOut = useSignOut();
  const { showShortcuts } = useShellActions();
  const [density] = usePreference('density');
  const isCompact = density === 'compact';
  const pageCommands = usePageCommands();
  return [
    ...pageCommands.map(({ id, label, run }) => ({ id, label: t(label), icon: <TerminalIcon />, run })),
    {
      id: 'new-connection',
      label: t('palette.newConnection'),
      icon: <PlusIcon />,
      run: () => router.navigate({ to: '/connections', search: { edit: 'new' } }),
    },
    {
      id: 'publish',
      label: t('relay.publish'),
      icon: <Share1Icon />,
      run: () => router.navigate({ to: '/publish' }),
    },
    { id: 'light', label: t('palette.themeLight'), icon: <SunIcon />, run: () => preferences.set('theme', 'light') },
    { id: 'dark', label: t('palette.themeDark'), icon: <MoonIcon />, run: () => preferences.set('theme', 'dark') },
    {
      id: 'system',
      label: t('palette.themeSystem'),
      icon: <DesktopIcon />,
      run: () => preferences.set('theme', 'system'),
    },
    {
      id: 'density',
      label: isCompact ? t('palette.densityComfortable') : t('palette.densityCompact'),
      icon: <ColumnSpacingIcon />,
      run: () => preferences.set('density', isCompact ? 'comfortable' : 'compact'),
    },
    { id: 'shortcuts', label: t('palette.shortcuts'), icon: <KeyboardIcon />, run: showShortcuts },
    { id: 'sign-out', label: t('shell.signOut'), icon: <ExitIcon />, run: signOut },
  ];
};
