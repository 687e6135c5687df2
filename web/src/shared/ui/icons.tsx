import {
  CubeIcon,
  DesktopIcon,
  GlobeIcon,
  InfoCircledIcon,
  LayersIcon,
  LockClosedIcon,
  VideoIcon,
} from '@radix-ui/react-icons';
import type { ComponentType, SVGProps } from 'react';

type IconProps = Omit<SVGProps<SVGSVGElement>, 'children' | 'ref'>;

/** Drawn on the 15-pixel grid of the Radix icons, so both kinds sit well beside each other. */
const Icon = (props: IconProps) => (
  <svg
    width="15"
    height="15"
    viewBox="0 0 15 15"
    fill="none"
    stroke="currentColor"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
    {...props}
  />
);

export const TerminalIcon = (props: IconProps) => (
  <Icon {...props}>
    <rect x="1" y="2" width="13" height="11" rx="1.5" />
    <path d="m3.8 5.3 2.2 2.2-2.2 2.2M7.8 9.7h3.2" />
  </Icon>
);

export const ServerIcon = (props: IconProps) => (
  <Icon {...props}>
    <rect x="1.5" y="2" width="12" height="4.5" rx="1" />
    <rect x="1.5" y="8.5" width="12" height="4.5" rx="1" />
    <path d="M4 4.25h.01M4 10.75h.01M6.5 4.25h.01M6.5 10.75h.01" strokeWidth="1.3" />
  </Icon>
);

export const KeyIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="4.75" cy="10.25" r="2.75" />
    <path d="m6.8 8.2 5.7-5.7M9.8 5.2l2 2M11.6 3.4l1.4 1.4" />
  </Icon>
);

export const UsersIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="5.5" cy="4.75" r="2.25" />
    <path d="M1.5 12.5c0-2.2 1.8-3.9 4-3.9s4 1.7 4 3.9M9.6 2.7a2.25 2.25 0 0 1 0 4.1M11 9c1.5.5 2.5 1.9 2.5 3.5" />
  </Icon>
);

export const ShieldIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M7.5 1.5 12.5 3.3v3.9c0 3-2.1 5.3-5 6.3-2.9-1-5-3.3-5-6.3V3.3z" />
    <path d="m5.4 7.3 1.5 1.5 2.8-2.9" />
  </Icon>
);

export const PlugIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M5 1.5v3M10 1.5v3M3.5 4.5h8v2.5a4 4 0 0 1-8 0zM7.5 11v2.5" />
  </Icon>
);

/** From one end through the middle to the other. */
export const RelayIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="7.5" cy="7.5" r="2" />
    <path d="M1.5 7.5h4M9.5 7.5h4M4.2 3.4a5.5 5.5 0 0 1 6.6 0M10.8 11.6a5.5 5.5 0 0 1-6.6 0" />
  </Icon>
);

export const PasskeyIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="5.5" cy="4.5" r="2.5" />
    <path d="M1.2 12.8c0-2.4 1.9-4.2 4.3-4.2.9 0 1.7.2 2.4.7" />
    <circle cx="11.2" cy="8" r="1.8" />
    <path d="M11.2 9.8v3.7M11.2 11.8h1.4" />
  </Icon>
);

/** The portal's mark: a door with a line through it. */
export const Mark = ({ className }: { className?: string }) => (
  <svg viewBox="0 0 32 32" fill="none" aria-hidden="true" className={className}>
    <rect width="32" height="32" rx="8" fill="#0b6e7a" />
    <path d="M10 25V15a6 6 0 0 1 12 0v10" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" />
    <path d="M16 25v-9.5" stroke="#8fe3e6" strokeWidth="2.6" strokeLinecap="round" />
  </svg>
);

const BY_NAME: Record<string, ComponentType<IconProps>> = {
  terminal: TerminalIcon,
  server: ServerIcon,
  desktop: DesktopIcon,
  monitor: DesktopIcon,
  globe: GlobeIcon,
  video: VideoIcon,
  database: LayersIcon,
  cube: CubeIcon,
  lock: LockClosedIcon,
  info: InfoCircledIcon,
  plug: PlugIcon,
};

/** The names services and connection types may choose from. */
export const ICON_NAMES = Object.keys(BY_NAME);

/** The icon a service or a connection type names; unknown names get a server. */
export const NamedIcon = ({ name, ...props }: IconProps & { name: string }) => {
  const Found = BY_NAME[name] ?? ServerIcon;
  return <Found aria-hidden {...props} />;
};
