import { DashboardIcon, GearIcon, GlobeIcon, EnvelopeClosedIcon, PersonIcon, ReaderIcon } from '@radix-ui/react-icons';
import type { ReactNode } from 'react';
import { roleAtLeast, type Role } from '#libs/contracts';
import type { LabelKey } from '../shared/i18n/catalogue.js';
import { PlugIcon, ServerIcon, TerminalIcon, UsersIcon } from '../shared/ui/icons.js';

export interface Area {
  to:
    | '/'
    | '/connections'
    | '/terminal/connect'
    | '/settings/profile'
    | '/admin/users'
    | '/admin/services'
    | '/admin/invite-code'
    | '/admin/network'
    | '/admin/settings'
    | '/docs';
  label: LabelKey;
  icon: ReactNode;
  group: 'main' | 'admin' | 'foot';
  /** Least role that may see it; everybody's without one. */
  role?: Role;
  /** Stands in the bottom bar of a phone. */
  onPhone?: LabelKey;
  /** Second key after `g`. */
  key?: string;
}

/** The areas of the product. Navigation, palette and shortcuts are drawn from this one list. */
const AREAS: readonly Area[] = [
  { to: '/', label: 'shell.dashboard', icon: <DashboardIcon />, group: 'main', onPhone: 'shell.dashboard', key: 'd' },
  {
    to: '/connections',
    label: 'shell.connections',
    icon: <PlugIcon />,
    group: 'main',
    onPhone: 'shell.connections',
    key: 'c',
  },
  {
    to: '/terminal/connect',
    label: 'shell.terminal',
    icon: <TerminalIcon />,
    group: 'main',
    onPhone: 'shell.terminal',
    key: 't',
  },
  {
    to: '/settings/profile',
    label: 'shell.settings',
    icon: <PersonIcon />,
    group: 'main',
    onPhone: 'shell.settingsShort',
    key: 's',
  },
  { to: '/admin/users', label: 'shell.adminUsers', icon: <UsersIcon />, group: 'admin', role: 'admin' },
  { to: '/admin/services', label: 'shell.adminServices', icon: <ServerIcon />, group: 'admin', role: 'admin' },
  {
    to: '/admin/invite-code',
    label: 'shell.adminInvites',
    icon: <EnvelopeClosedIcon />,
    group: 'admin',
    role: 'admin',
  },
  { to: '/admin/network', label: 'shell.adminNetwork', icon: <GlobeIcon />, group: 'admin', role: 'admin' },
  { to: '/admin/settings', label: 'shell.adminSettings', icon: <GearIcon />, group: 'admin', role: 'admin' },
  { to: '/docs', label: 'shell.docs', icon: <ReaderIcon />, group: 'foot', key: 'a' },
];

export const areasFor = (role: Role): readonly Area[] =>
  AREAS.filter((area) => !area.role || roleAtLeast(role, area.role));

/** Whether the path is the area's own or below it; settings count as one area. */
export const isWithin = (area: Area, pathname: string): boolean => {
  if (area.to === '/') return pathname === '/';
  const root = area.to === '/settings/profile' ? '/settings' : area.to === '/terminal/connect' ? '/terminal' : area.to;
  return pathname === root || pathname.startsWith(`${root}/`);
};
