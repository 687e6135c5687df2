import { ChatBubbleIcon } from '@radix-ui/react-icons';
import { useEffect, useMemo, useState } from 'react';
import type { ChatMessage } from '#libs/contracts';
import { useT } from '../../shared/i18n/use-t.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { Composer } from '../chat/composer/Composer.js';
import { Announcer } from '../chat/conversation/Announcer.js';
import { ConnectionBar } from '../chat/conversation/ConnectionBar.js';
import { MessageList } from '../chat/conversation/MessageList.js';
import { RefusedRoom } from '../chat/conversation/RefusedRoom.js';
import { RoomProvider, type RoomActions } from '../chat/conversation/room-context.js';
import { RoomSkeleton } from '../chat/conversation/RoomSkeleton.js';
import { TypingLine } from '../chat/conversation/TypingLine.js';
import { useJump } from '../chat/conversation/use-jump.js';
import { useRoomName } from '../chat/conversation/use-room-name.js';
import { MessageDialogsProvider } from '../chat/message/message-dialogs.js';
import { useRoomLinks } from '../chat/room-links.js';
import { useChat, useChatView, useRoom } from '../chat/use-chat.js';

/** The stream's channel beside its picture, for whoever is signed in. */
export const StreamChat = ({ roomId }: { roomId: number }) => {
  const t = useT();
  const session = useChat();
  const links = useRoomLinks();
  const room = useRoom(roomId);
  const name = useRoomName(roomId);
  const isReady = useChatView((view) => view.isReady);
  const [replyTo, reply] = useState<ChatMessage>();
  const [editing, edit] = useState<number>();
  const [target, jump] = useJump(roomId);
  const isKnown = room !== undefined;

  useEffect(() => {
    if (isKnown) session.open(roomId);
  }, [session, roomId, isKnown]);
  useEffect(() => () => session.leave(), [session]);

  const actions = useMemo<RoomActions>(
    () => ({ roomId, kind: 'channel', reply, edit, jump, openThread: (messageId) => links.go(roomId, messageId) }),
    [roomId, jump, links],
  );
  const editLast = () => {
    const own = room?.messages.findLast((one) => (one.user_id === session.me || one.own) && !one.poll);
    if (own) edit(own.id);
  };

  if (!room && isReady) return <EmptyState icon={<ChatBubbleIcon />} title={t('watch.chatNone')} />;
  return (
    <RoomProvider value={actions}>
      <MessageDialogsProvider roomId={roomId}>
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
          <Composer
            room={room}
            name={name}
            takesFocus={false}
            replyTo={replyTo}
            onReply={reply}
            onEditLast={editLast}
          />
        )}
      </MessageDialogsProvider>
    </RoomProvider>
  );
};
