import { useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { ChatSession } from './session/chat-session.js';
import { useChat } from './use-chat.js';

export interface RoomLinks {
  /** Shows a room, or a message in it with what surrounds it. */
  go: (roomId: number, messageId?: number) => void;
  /** Absolute, for other people. */
  addressOf: (roomId: number, messageId: number) => string;
}

/** Channels have their name in the address, which people read; conversations have none. */
const routeOf = (session: ChatSession, roomId: number) => {
  const channel = session.view().channels.find(({ id }) => id === roomId);
  return channel
    ? ({ to: '/chat/c/$channel', params: { channel: channel.name } } as const)
    : ({ to: '/chat/dm/$conversation', params: { conversation: String(roomId) } } as const);
};

export const useRoomLinks = (): RoomLinks => {
  const router = useRouter();
  const session = useChat();
  return useMemo(
    () => ({
      go: (roomId, message) =>
        void router.navigate({ ...routeOf(session, roomId), search: message === undefined ? {} : { message } }),
      addressOf: (roomId, message) => {
        const { href } = router.buildLocation({ ...routeOf(session, roomId), search: { message } });
        return new URL(href, location.origin).href;
      },
    }),
    [router, session],
  );
};
