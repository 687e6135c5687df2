import {
  ActivityLogIcon,
  ChatBubbleIcon,
  DashboardIcon,
  EnvelopeClosedIcon,
  GearIcon,
  GlobeIcon,
  MixerHorizontalIcon,
  PersonIcon,
  ReaderIcon,
  Share1Icon,
  TimerIcon,
  VideoIcon,
} from '@radix-ui/react-icons';
import type { ReactNode } from 'react';
import { roleAtLeast, type Role } from '#libs/contracts';
import type { LabelKey } from '../shared/i18n/catalogue.js';
import { PlugIcon, RelayIcon, ServerIcon, ShieldIcon, TerminalIcon, UsersIcon } from '../shared/ui/icons.js';

export interface Area {
  to:
    | '/'
    | '/connections'
    | '/terminal/connect'
    | '/chat'
    | '/streams'
    | '/directory'
    | '/settings/profile'
    | '/admin/users'
    | '/admin/services'
    | '/admin/invite-code'
    | '/admin/network'
    | '/admin/relay'
    | '/admin/settings'
    | '/admin/moderation'
    | '/admin/audit-log'
    | '/admin/automod'
    | '/admin/retention'
    | '/docs';
  label: LabelKey;
  icon: ReactNode;
  group: 'main' | 'admin' | 'foot';
  /** Least role that may see it; everybody's without one. */
  role?: Role;
  /** Stands in the bottom bar of a phone. */
  onPhone?: LabelKey;
  /** Further paths that belong to it. */
  also?: readonly string[];
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
    to: '/chat',
    label: 'chat.title',
    icon: <ChatBubbleIcon />,
    group: 'main',
    onPhone: 'chat.title',
    key: 'm',
  },
  {
    to: '/streams',
    label: 'streams.title',
    icon: <VideoIcon />,
    group: 'main',
    key: 'v',
    also: ['/recordings', '/watch'],
  },
  {
    to: '/directory',
    label: 'relay.directory',
    icon: <Share1Icon />,
    group: 'main',
    key: 'p',
    also: ['/publish'],
  },
  {
    to: '/settings/profile',
    label: 'shell.settings',
    icon: <PersonIcon />,
    group: 'main',
    key: 's',
  },
  { to: '/admin/moderation', label: 'moderation.title', icon: <ShieldIcon />, group: 'admin', role: 'moderator' },
  { to: '/admin/audit-log', label: 'moderation.audit', icon: <ActivityLogIcon />, group: 'admin', role: 'moderator' },
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
  { to: '/admin/relay', label: 'relay.title', icon: <RelayIcon />, group: 'admin', role: 'admin' },
  { to: '/admin/automod', label: 'automod.title', icon: <MixerHorizontalIcon />, group: 'admin', role: 'admin' },
  { to: '/admin/retention', label: 'retention.title', icon: <TimerIcon />, group: 'admin', role: 'admin' },
  { to: '/admin/settings', label: 'shell.adminSettings', icon: <GearIcon />, group: 'admin', role: 'admin' },
  { to: '/docs', label: 'shell.docs', icon: <ReaderIcon />, group: 'foot', key: 'a' },
];

interface Place {
  to: string;
  label: LabelKey;
  /** The area it lies in. */
  within: Area['to'];
}

/** Pages inside the areas, for whoever knows what they look for. */
const PLACES = [
  { to: '/terminal/sessions', label: 'sessions.title', within: '/terminal/connect' },
  { to: '/streams/mine', label: 'streams.mine', within: '/streams' },
  { to: '/recordings', label: 'recordings.title', within: '/streams' },
  { to: '/recordings/storage', label: 'recordings.storageTitle', within: '/streams' },
  { to: '/settings/security', label: 'settings.security', within: '/settings/profile' },
  { to: '/settings/sessions', label: 'settings.sessions', within: '/settings/profile' },
  { to: '/settings/api-keys', label: 'settings.apiKeys', within: '/settings/profile' },
  { to: '/settings/ssh-keys', label: 'settings.sshKeys', within: '/settings/profile' },
  { to: '/settings/notifications', label: 'settings.notifications', within: '/settings/profile' },
  { to: '/settings/blocked', label: 'settings.blocked', within: '/settings/profile' },
] as const satisfies readonly Place[];

/** Each with its area; all of them are everybody's. */
export const PLACES_WITHIN = PLACES.map((place) => ({ ...place, area: AREAS.find(({ to }) => to === place.within)! }));

export const areasFor = (role: Role): readonly Area[] =>
  AREAS.filter((area) => !area.role || roleAtLeast(role, area.role));

/** Whether the path is the area's own or below it; settings count as one area. */
export const isWithin = (area: Area, pathname: string): boolean => {
  if (area.to === '/') return pathname === '/';
  const root = area.to === '/settings/profile' ? '/settings' : area.to === '/terminal/connect' ? '/terminal' : area.to;
  return [root, ...(area.also ?? [])].some((one) => pathname === one || pathname.startsWith(`${one}/`));
};
