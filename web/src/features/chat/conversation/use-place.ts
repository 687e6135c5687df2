import type { Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { RoomView } from '../session/chat-view.js';
import { useChat } from '../use-chat.js';

type List = Virtualizer<HTMLDivElement, Element>;

/** Where the reader is: at the first unread message when the room opens, at the end when something was sent. */
export const usePlace = (list: List, room: RoomView, box: RefObject<HTMLElement | null>, isAtEnd: boolean) => {
  const session = useChat();
  const goesToEnd = useRef(false);
  const wasAtEnd = useRef(false);
  const [isPlaced, setPlaced] = useState(false);
  const { id, dividerId, messages, hasNewer } = room;

  useLayoutEffect(() => {
    const firstUnread = dividerId > 0 ? messages.findIndex((message) => message.id > dividerId) : -1;
    if (firstUnread > 0) list.scrollToIndex(firstUnread, { align: 'center' });
    else list.scrollToEnd();
    const frame = requestAnimationFrame(() => setPlaced(true));
    return () => cancelAnimationFrame(frame);
    // Only when the room opens.
  }, [list]);

  const goToEnd = (): void => {
    goesToEnd.current = hasNewer;
    if (hasNewer) session.load(id, 'latest');
    else list.scrollToEnd();
  };

  useLayoutEffect(() => {
    if (!goesToEnd.current || hasNewer) return;
    goesToEnd.current = false;
    list.scrollToEnd();
  }, [list, messages, hasNewer]);

  const newest = room.outgoing.at(-1)?.nonce;
  useLayoutEffect(() => {
    if (newest !== undefined) goToEnd();
    // Only when something was sent.
  }, [newest]);

  useEffect(() => {
    wasAtEnd.current = isAtEnd;
  });
  useEffect(() => {
    if (!box.current) return;
    // A composer or a keyboard that grows must not cover the end.
    const observer = new ResizeObserver(() => wasAtEnd.current && list.scrollToEnd());
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [list, box]);

  return { goToEnd, isPlaced };
};
