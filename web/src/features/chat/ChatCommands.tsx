import { useMemo } from 'react';
import { useOfferCommands, type PageCommand } from '../../shared/page-commands.js';
import { useChatPanels } from './chat-panels.js';
import { stepRoom } from './room-order.js';
import { useRoomLinks } from './room-links.js';
import { useChat } from './use-chat.js';
import { useChords } from './use-chords.js';

/** What the keys and the palette can do while the chat shows. */
export const ChatCommands = ({ roomId }: { roomId: number | undefined }) => {
  const session = useChat();
  const links = useRoomLinks();
  const { toggle, openDialog } = useChatPanels();
  const commands = useMemo<(PageCommand & { code: string; shift?: boolean })[]>(() => {
    const step = (by: 1 | -1, isUnread: boolean) => () => {
      const next = stepRoom(session.view(), roomId, by, isUnread);
      if (next !== undefined) links.go(next);
    };
    const press = (key: string) => () => {
      const field = document.querySelector<HTMLElement>('[data-composer]');
      field?.focus();
      if (key) field?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    };
    return [
      {
        id: 'chat-switcher',
        label: 'chat.keySwitcher',
        keys: ['Alt', 'K'],
        code: 'KeyK',
        run: () => openDialog('switcher'),
      },
      { id: 'chat-previous', label: 'chat.keyPrevious', keys: ['Alt', '↑'], code: 'ArrowUp', run: step(-1, false) },
      { id: 'chat-next', label: 'chat.keyNext', keys: ['Alt', '↓'], code: 'ArrowDown', run: step(1, false) },
      {
        id: 'chat-previous-unread',
        label: 'chat.keyPreviousUnread',
        keys: ['Alt', '⇧', '↑'],
        code: 'ArrowUp',
        shift: true,
        run: step(-1, true),
      },
      {
        id: 'chat-next-unread',
        label: 'chat.keyNextUnread',
        keys: ['Alt', '⇧', '↓'],
        code: 'ArrowDown',
        shift: true,
        run: step(1, true),
      },
      { id: 'chat-compose', label: 'chat.keyCompose', keys: ['Alt', 'J'], code: 'KeyJ', run: press('') },
      { id: 'chat-edit-last', label: 'chat.keyEditLast', keys: ['↑'], code: '', run: press('ArrowUp') },
      {
        id: 'chat-members',
        label: 'chat.keyMembers',
        keys: ['Alt', '⇧', 'M'],
        code: 'KeyM',
        shift: true,
        run: () => toggle('members'),
      },
      {
        id: 'chat-pins',
        label: 'chat.keyPins',
        keys: ['Alt', '⇧', 'P'],
        code: 'KeyP',
        shift: true,
        run: () => toggle('pins'),
      },
      {
        id: 'chat-search',
        label: 'chat.keySearch',
        keys: ['Alt', '⇧', 'F'],
        code: 'KeyF',
        shift: true,
        run: () => toggle('search'),
      },
      {
        id: 'chat-new',
        label: 'dm.new',
        keys: ['Alt', '⇧', 'N'],
        code: 'KeyN',
        shift: true,
        run: () => openDialog('new-conversation'),
      },
      { id: 'chat-new-channel', label: 'chat.newChannel', code: '', run: () => openDialog('new-channel') },
      { id: 'chat-browse', label: 'chat.browse', code: '', run: () => openDialog('browser') },
    ];
  }, [session, links, toggle, openDialog, roomId]);
  useOfferCommands(commands);
  useChords(commands);
  return null;
};
