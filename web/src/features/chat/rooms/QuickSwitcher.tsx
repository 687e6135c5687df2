import { Command } from 'cmdk';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { useT } from '../../../shared/i18n/use-t.js';
import { conversationName } from '../dm/conversation-name.js';
import { useChat, useChatView } from '../use-chat.js';

interface QuickSwitcherProps {
  onClose: () => void;
  onOpen: (roomId: number) => void;
}

/** To any channel or conversation by a few letters; unread ones first. */
export const QuickSwitcher = ({ onClose, onOpen }: QuickSwitcherProps) => {
  const t = useT();
  const session = useChat();
  const channels = useChatView((view) => view.channels);
  const conversations = useChatView((view) => view.conversations);
  const rooms = [
    ...channels.map(({ id, name, unread_count }) => ({ id, name: `#${name}`, unread: unread_count })),
    ...conversations.map((one) => ({
      id: one.id,
      name: conversationName(one, session.me, t),
      unread: one.unread_count,
    })),
  ].toSorted((a, b) => Number(b.unread > 0) - Number(a.unread > 0));

  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade-in bg-(--scrim)" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-x-3 top-3 z-50 mx-auto max-w-lg animate-pop-in overflow-hidden rounded-xl border border-line bg-raised shadow-float sm:top-[14vh]"
        >
          <Radix.Title className="sr-only">{t('chat.switcher')}</Radix.Title>
          <Command label={t('chat.switcher')} loop>
            <Command.Input
              autoFocus
              placeholder={t('chat.switcherPlaceholder')}
              className="h-12 w-full border-b border-line bg-transparent px-4 text-lg outline-none"
            />
            <Command.List className="max-h-[min(24rem,60dvh)] scroll-py-2 overflow-y-auto p-1.5">
              <Command.Empty className="px-4 py-8 text-center text-ink-2">{t('chat.switcherEmpty')}</Command.Empty>
              {rooms.map(({ id, name, unread }) => (
                <Item
                  key={id}
                  value={`${name} ${id}`}
                  onSelect={() => onOpen(id)}
                  note={unread > 0 ? t('chat.unreadCount', { count: unread }) : undefined}
                >
                  {name}
                </Item>
              ))}
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
};

interface ItemProps {
  value: string;
  note: string | undefined;
  onSelect: () => void;
  children: ReactNode;
}

const Item = ({ value, note, onSelect, children }: ItemProps) => (
  <Command.Item
    value={value}
    onSelect={onSelect}
    className="flex h-(--control) cursor-pointer items-center gap-3 rounded-md px-2.5 data-[selected=true]:bg-accent-soft"
  >
    <span className="min-w-0 grow truncate">{children}</span>
    {note && <span className="shrink-0 text-sm text-ink-2">{note}</span>}
  </Command.Item>
);
