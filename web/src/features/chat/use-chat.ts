import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';
import { language } from '../../shared/i18n/language.js';
import { errorText } from '../../shared/api/error-text.js';
import type { SocketLike } from '../../shared/frame-socket.js';
import { toast } from '../../shared/ui/toast.js';
import { meQuery, useMe } from '../auth/session.js';
import { ChatSession } from './session/chat-session.js';
import type { ChatView, RoomView } from './session/chat-view.js';

/** Changes show at least this often in a tab that draws nothing. */
const HIDDEN_MS = 500;

let current: ChatSession | undefined;

/** Before the next picture, or soon when there is none because the tab is hidden. */
const schedule = (work: () => void): void => {
  const run = (): void => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    work();
  };
  const timer = setTimeout(run, HIDDEN_MS);
  const frame = requestAnimationFrame(run);
};

/** Signing out empties the query cache: the chat goes with the person. */
const closeWithUser = (session: ChatSession, queries: QueryClient): void => {
  const [key] = meQuery.queryKey;
  const unsubscribe = queries.getQueryCache().subscribe(({ type, query }) => {
    if (type !== 'removed' || query.queryKey[0] !== key) return;
    unsubscribe();
    session.dispose({ forget: true });
    if (current === session) current = undefined;
  });
};

const sessionOf = (me: number, queries: QueryClient): ChatSession => {
  if (current?.me === me) return current;
  current?.dispose({ forget: true });
  current = new ChatSession({
    me,
    dial: () => new WebSocket('/ws/chat') as SocketLike,
    onUnopened: () => void queries.invalidateQueries(meQuery),
    network: window,
    storage: sessionStorage,
    draftStorage: localStorage,
    schedule,
    onProblem: (error) => toast.error(errorText(error, language.translate())),
  });
  closeWithUser(current, queries);
  current.connect();
  return current;
};

/** The chat of whoever is signed in; it stays connected while other pages show. */
export const useChat = (): ChatSession => sessionOf(useMe().id, useQueryClient());

/** A part of what the session knows. It must be a primitive or keep its identity. */
export const useChatView = <T>(read: (view: ChatView) => T): T => {
  const session = useChat();
  return useSyncExternalStore(session.subscribe, () => read(session.view()));
};

/** Undefined while the room is not known. */
export const useRoom = (roomId: number | undefined): RoomView | undefined => {
  const session = useChat();
  const read = useCallback(() => (roomId === undefined ? undefined : session.room(roomId)), [session, roomId]);
  return useSyncExternalStore(session.subscribe, read);
};
