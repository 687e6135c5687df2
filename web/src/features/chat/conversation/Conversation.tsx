import { useEffect, useMemo, useState, type ReactNode } from 'react';
import type { ChatMessage } from '#libs/contracts';
import { useT } from '../../../shared/i18n/use-t.js';
import { Composer } from '../composer/Composer.js';
import { MessageDialogsProvider } from '../message/message-dialogs.js';
import type { RoomView } from '../session/chat-view.js';
import { useChat, useRoom } from '../use-chat.js';
import { Announcer } from './Announcer.js';
import { ConnectionBar } from './ConnectionBar.js';
import { MessageList } from './MessageList.js';
import { RefusedRoom } from './RefusedRoom.js';
import { RoomProvider, type RoomActions } from './room-context.js';
import { RoomSkeleton } from './RoomSkeleton.js';
import { TypingLine } from './TypingLine.js';
import { useJump } from './use-jump.js';
import { useRoomName } from './use-room-name.js';

interface ConversationProps extends Pick<RoomActions, 'openThread' | 'ban'> {
  roomId: number;
  header?: ReactNode;
  /** A message to show first. */
  wanted?: number | undefined;
  /** It stands beside something else, which keeps the focus. */
  isAside?: boolean;
  /** What opens beside it. */
  panel?: (room: RoomView) => ReactNode;
}

/**
 * What was written in a room, and where to write. Mount it anew for another room; what is handed in keeps its identity.
 */
export const Conversation = ({ roomId, header, wanted, isAside, panel, openThread, ban }: ConversationProps) => {
  const t = useT();
  const session = useChat();
  const room = useRoom(roomId);
  const name = useRoomName(roomId);
  const [replyTo, reply] = useState<ChatMessage>();
  const [editing, edit] = useState<number>();
  const [target, jump] = useJump(roomId);

  const isLoaded = room?.isLoaded === true;
  useEffect(() => {
    if (wanted !== undefined && isLoaded) jump(wanted);
  }, [wanted, isLoaded, jump]);

  const kind = room?.kind ?? 'channel';
  const actions = useMemo<RoomActions>(
    () => ({ roomId, kind, reply, edit, jump, openThread, ban }),
    [roomId, kind, jump, openThread, ban],
  );
  const editLast = () => {
    const own = room?.messages.findLast((one) => (one.user_id === session.me || one.own) && !one.poll);
    if (own) edit(own.id);
  };

  return (
    <RoomProvider value={actions}>
      <MessageDialogsProvider roomId={roomId}>
        <section aria-label={name} className="flex min-h-0 min-w-0 grow flex-col">
          {header}
          <ConnectionBar />
          {room?.refused ? (
            <RefusedRoom code={room.refused} sanction={room.sanction} />
          ) : isLoaded ? (
            <MessageList room={room} name={name} target={target} editing={editing} />
          ) : (
            <RoomSkeleton label={t('chat.loadingRoom')} />
          )}
          {room && <Announcer room={room} />}
          <TypingLine typists={room?.typing ?? []} />
          {room && !room.refused && (
            <Composer
              room={room}
              name={name}
              takesFocus={!isAside}
              replyTo={replyTo}
              onReply={reply}
              onEditLast={editLast}
            />
          )}
        </section>
        {room && !room.refused && panel?.(room)}
      </MessageDialogsProvider>
    </RoomProvider>
  );
};
