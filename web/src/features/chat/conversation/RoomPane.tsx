import { useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { usePageTitle } from '../../../shared/page-title.js';
import { useChatPanels } from '../chat-panels.js';
import { SidePanel } from '../panels/SidePanel.js';
import { useChatView } from '../use-chat.js';
import { Conversation } from './Conversation.js';
import { RoomHeader } from './RoomHeader.js';
import { useRoomName } from './use-room-name.js';

/** One conversation as the page of the chat has it, with its panels. Mount it anew for another room. */
export const RoomPane = ({ roomId }: { roomId: number }) => {
  const name = useRoomName(roomId);
  const { panel, show } = useChatPanels();
  const { message: wanted } = useSearch({ from: '/shell/chat' });
  const attention = useChatView((view) => view.attention);
  usePageTitle(attention > 0 ? `(${attention}) ${name}` : name);
  const openThread = useCallback((messageId: number) => show({ kind: 'thread', messageId }), [show]);
  return (
    <Conversation
      roomId={roomId}
      header={<RoomHeader roomId={roomId} name={name} />}
      wanted={wanted}
      openThread={openThread}
      panel={(room) => panel && <SidePanel room={room} panel={panel} />}
    />
  );
};
