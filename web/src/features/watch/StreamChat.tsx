import { ChatBubbleIcon } from '@radix-ui/react-icons';
import { useCallback, useEffect, useState } from 'react';
import { useT } from '../../shared/i18n/use-t.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { Conversation } from '../chat/conversation/Conversation.js';
import type { Person } from '../chat/conversation/room-context.js';
import { useRoomLinks } from '../chat/room-links.js';
import { useChat, useChatView, useRoom } from '../chat/use-chat.js';
import { BanDialog } from '../streams/bans/BanDialog.js';

interface StreamChatProps {
  roomId: number;
  /** The stream, where it is this person's own: whoever spoils its chat can be sent out of it here. */
  ownStreamId: number | undefined;
}

/** The stream's channel beside its picture, for whoever is signed in. */
export const StreamChat = ({ roomId, ownStreamId }: StreamChatProps) => {
  const t = useT();
  const session = useChat();
  const links = useRoomLinks();
  const isReady = useChatView((view) => view.isReady);
  const isKnown = useRoom(roomId) !== undefined;
  const [suspect, setSuspect] = useState<Person>();

  useEffect(() => {
    if (isKnown) session.open(roomId);
  }, [session, roomId, isKnown]);
  useEffect(() => () => session.leave(), [session]);

  const openThread = useCallback((messageId: number) => links.go(roomId, messageId), [links, roomId]);

  if (!isKnown && isReady) return <EmptyState icon={<ChatBubbleIcon />} title={t('watch.chatNone')} />;
  return (
    <>
      <Conversation
        isAside
        roomId={roomId}
        openThread={openThread}
        ban={ownStreamId === undefined ? undefined : setSuspect}
      />
      {suspect && ownStreamId !== undefined && (
        <BanDialog streamId={ownStreamId} person={suspect} onClose={() => setSuspect(undefined)} />
      )}
    </>
  );
};
