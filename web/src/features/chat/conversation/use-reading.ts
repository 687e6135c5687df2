import { useEffect, useSyncExternalStore } from 'react';
import { useChat } from '../use-chat.js';

const subscribe = (listener: () => void): (() => void) => {
  addEventListener('focus', listener);
  addEventListener('blur', listener);
  document.addEventListener('visibilitychange', listener);
  return () => {
    removeEventListener('focus', listener);
    removeEventListener('blur', listener);
    document.removeEventListener('visibilitychange', listener);
  };
};

/** Somebody looks at this tab. */
const isLooking = (): boolean => document.visibilityState === 'visible' && document.hasFocus();

/** What comes at the end of the room is read as long as that end is before the reader's eyes. */
export const useReading = (roomId: number, isAtEnd: boolean): void => {
  const session = useChat();
  const isRead = useSyncExternalStore(subscribe, isLooking) && isAtEnd;
  useEffect(() => {
    session.see(isRead ? roomId : undefined);
    return () => session.see(undefined);
  }, [session, roomId, isRead]);
};
