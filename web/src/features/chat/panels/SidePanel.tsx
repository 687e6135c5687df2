import { Cross2Icon } from '@radix-ui/react-icons';
import type { ReactNode } from 'react';
import { useT } from '../../../shared/i18n/use-t.js';
import { IconButton } from '../../../shared/ui/IconButton.js';
import { useChatPanels, type Panel } from '../chat-panels.js';
import { useRoomName } from '../conversation/use-room-name.js';
import { useRoomLinks } from '../room-links.js';
import { SearchPanel } from '../search/SearchPanel.js';
import type { RoomView } from '../session/chat-view.js';
import { MembersPanel } from './MembersPanel.js';
import { PinsPanel } from './PinsPanel.js';
import { ThreadPanel } from './ThreadPanel.js';

/** Beside the conversation; over it where there is no room for both. */
export const SidePanel = ({ room, panel }: { room: RoomView; panel: Panel }) => {
  const t = useT();
  const { show } = useChatPanels();
  const links = useRoomLinks();
  const name = useRoomName(room.id);
  const close = () => show(undefined);
  if (panel.kind === 'search') {
    return (
      <PanelBox label={t('chat.search')}>
        <SearchPanel
          place={{ kind: room.kind, id: room.id, name }}
          onJump={(hit) => links.go(hit.channel_id ?? hit.conversation_id ?? room.id, hit.id)}
          onClose={close}
        />
      </PanelBox>
    );
  }
  const titles = { members: t('chat.members'), pins: t('chat.pins'), thread: t('chat.threadTitle') };
  return (
    <PanelBox label={titles[panel.kind]}>
      <header className="flex h-13 shrink-0 items-center justify-between border-b border-line pr-2 pl-4">
        <h2 className="font-semibold">{titles[panel.kind]}</h2>
        <IconButton size="sm" tooltip="bottom" label={t('chat.closePanel')} icon={<Cross2Icon />} onClick={close} />
      </header>
      {panel.kind === 'members' && <MembersPanel room={room} />}
      {panel.kind === 'pins' && <PinsPanel room={room} />}
      {panel.kind === 'thread' && <ThreadPanel room={room} messageId={panel.messageId} />}
    </PanelBox>
  );
};

const PanelBox = ({ label, children }: { label: string; children: ReactNode }) => (
  <aside
    aria-label={label}
    className="flex min-h-0 w-full shrink-0 flex-col border-line bg-surface max-xl:absolute max-xl:inset-y-0 max-xl:right-0 max-xl:z-20 max-xl:shadow-float sm:w-80 sm:border-l"
  >
    {children}
  </aside>
);
