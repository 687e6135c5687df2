import { useMemo, useState } from 'react';
import { useT } from '../../shared/i18n/use-t.js';
import { cx } from '../../shared/ui/classes.js';
import { useMediaQuery } from '../../shared/ui/use-media-query.js';
import { useVisibleBox } from '../terminal/components/use-visible-box.js';
import { ChatDialogs } from './ChatDialogs.js';
import { ChatPanelsContext, type ChatDialog, type ChatPanels, type Panel } from './chat-panels.js';
import { ChatCommands } from './ChatCommands.js';
import { RoomFace } from './conversation/RoomFace.js';
import { RoomPane } from './conversation/RoomPane.js';
import { RoomsRail } from './rooms/RoomsRail.js';
import { useFirstRoom } from './use-first-room.js';
import { useShownRoom } from './use-shown-room.js';

/** Below it the conversation takes the whole screen, and the rooms are a page of their own. */
const NARROW = '(max-width: 767px)';
/** Above it there is room for all three panes. */
const WIDE = '(min-width: 1280px)';

export const ChatPage = () => {
  const t = useT();
  const shown = useShownRoom();
  const isNarrow = useMediaQuery(NARROW);
  const [panel, show] = useState<Panel | undefined>(() => (matchMedia(WIDE).matches ? { kind: 'members' } : undefined));
  const [dialog, openDialog] = useState<ChatDialog>();
  const hasRoom = shown.state !== 'none';
  const box = useVisibleBox(isNarrow && hasRoom);
  useFirstRoom(!hasRoom && !isNarrow);

  const panels = useMemo<ChatPanels>(
    () => ({
      panel,
      show,
      toggle: (kind) => show((before) => (before?.kind === kind ? undefined : { kind })),
      openDialog,
    }),
    [panel],
  );

  return (
    <ChatPanelsContext value={panels}>
      <div
        style={box && { position: 'fixed', left: 0, right: 0, top: box.top, height: box.height }}
        className={cx(
          'flex min-h-0 grow basis-0 overflow-hidden bg-surface max-md:overscroll-none',
          'md:[contain:size]',
          box && 'z-31',
        )}
      >
        <h1 tabIndex={-1} className="sr-only">
          {t('chat.title')}
        </h1>
        {!(isNarrow && hasRoom) && <RoomsRail openId={shown.state === 'open' ? shown.id : undefined} />}
        {shown.state === 'open' ? (
          <RoomPane key={shown.id} roomId={shown.id} />
        ) : (
          !(isNarrow && !hasRoom) && <RoomFace state={shown.state} />
        )}
      </div>
      <ChatCommands roomId={shown.state === 'open' ? shown.id : undefined} />
      <ChatDialogs roomId={shown.state === 'open' ? shown.id : undefined} dialog={dialog} />
    </ChatPanelsContext>
  );
};
