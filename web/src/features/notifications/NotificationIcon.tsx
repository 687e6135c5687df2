import { ArchiveIcon, BellIcon, ChatBubbleIcon, ResetIcon, VideoIcon } from '@radix-ui/react-icons';
import type { ComponentType } from 'react';
import { PlugIcon, ShieldIcon } from '../../shared/ui/icons.js';

interface IconProps {
  className?: string;
}

const MentionIcon = ({ className }: IconProps) => (
  <span className={`grid size-[15px] place-items-center text-base leading-none font-semibold ${className ?? ''}`}>
    @
  </span>
);

/** By the beginning of the type. */
const ICONS: [prefix: string, icon: ComponentType<IconProps>][] = [
  ['mention', MentionIcon],
  ['reply', ResetIcon],
  ['dm', ChatBubbleIcon],
  ['security', ShieldIcon],
  ['stream', VideoIcon],
  ['recording', ArchiveIcon],
  ['service', PlugIcon],
];

export const NotificationIcon = ({ type, className }: IconProps & { type: string }) => {
  const Found = ICONS.find(([prefix]) => type.startsWith(prefix))?.[1] ?? BellIcon;
  return (
    <span aria-hidden className={className}>
      <Found />
    </span>
  );
};
