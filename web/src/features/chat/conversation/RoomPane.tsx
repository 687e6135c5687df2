import { useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import type { ChatMessage } from '#libs/contracts';
import { usePageTitle } from '../../../shared/page-title.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { useChatPanels } from '../chat-panels.js';
import { Composer } from '../composer/Composer.js';
import { MessageDialogsProvider } from '../message/message-dialogs.js';
import { SidePanel } from '../panels/SidePanel.js';
import { useChat, useChatView, useRoom } from '../use-chat.js';
import { Announcer } from './Announcer.js';
import { ConnectionBar } from './ConnectionBar.js';
import { MessageList } from './MessageList.js';
import { RefusedRoom } from './RefusedRoom.js';
import { RoomProvider, type RoomActions } from './room-context.js';
import { RoomHeader } from './RoomHeader.js';
import { RoomSkeleton } from './RoomSkeleton.js';
import { TypingLine } from './TypingLine.js';
import { useJump } from './use-jump.js';
import { useRoomName } from './use-room-name.js';

/** One conversation: what was written, and where to write. Mount it anew for another room. */
export const RoomPane = ({ roomId }: { roomId: number }) => {
  const t = useT();
  const session = useChat();
  const room = useRoom(roomId);
  const name = useRoomName(roomId);
  const { panel, show } = useChatPanels();
  const { message: wanted } = useSearch({ from: '/shell/chat' });
  const [replyTo, reply] = useState<ChatMessage>();
  const [editing, edit] = useState<number>();
  const [target, jump] = useJump(roomId);
  const attention = useChatView((view) => view.attention);
  usePageTitle(attention > 0 ? `(${attention}) ${name}` : name);

  const isLoaded = room?.isLoaded === true;
  useEffect(() => {
    if (wanted !== undefined && isLoaded) jump(wanted);
  }, [wanted, isLoaded, jump]);

  const kind = room?.kind ?? 'channel';
  const actions = useMemo<RoomActions>(
    () => ({ roomId, kind, reply, edit, jump, openThread: (messageId) => show({ kind: 'thread', messageId }) }),
    [roomId, kind, jump, show],
  );
  const editLast = () => {
    const own = room?.messages.findLast((one) => (one.user_id === session.me || one.own) && !one.poll);
    if (own) edit(own.id);
  };

  return (
    <RoomProvider value={actions}>
      <MessageDialogsProvider roomId={roomId}>
        <section aria-label={name} className="flex min-h-0 min-w-0 grow flex-col">
          <RoomHeader roomId={roomId} name={name} />
          <ConnectionBar />
          {room?.refused ? (
            <RefusedRoom code={room.refused} sanction={room.sanction} />
          ) : room?.isLoaded ? (
            <MessageList room={room} name={name} target={target} editing={editing} />
          ) : (
            <RoomSkeleton label={t('chat.loadingRoom')} />
          )}
          {room && <Announcer room={room} />}
          <TypingLine typists={room?.typing ?? []} />
          {room && !room.refused && (
            <Composer room={room} name={name} replyTo={replyTo} onReply={reply} onEditLast={editLast} />
          )}
        </section>
        {room && panel && !room.refused && <SidePanel room={room} panel={panel} />}
      </MessageDialogsProvider>
    </RoomProvider>
  );
};
