import type { Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { RoomView } from '../session/chat-view.js';
import { useChat } from '../use-chat.js';

type List = Virtualizer<HTMLDivElement, Element>;

/** Where the reader is: at the first unread message when the room opens, at the end when something was sent. */
export const usePlace = (list: List, room: RoomView, box: RefObject<HTMLElement | null>, isAtEnd: boolean) => {
  const session = useChat();
  const goesToEnd = useRef(false);
  const wasAtEnd = useRef(false);
  const [isPlaced, setPlaced] = useState(false);
  const { messages, hasNewer } = room;

  const goToEnd = (): void => {
    goesToEnd.current = hasNewer;
    if (hasNewer) session.load(room.id, 'latest');
    else list.scrollToEnd();
  };
  const goToFirst = useEffectEvent(() => {
    const { dividerId } = room;
    const firstUnread = dividerId > 0 ? messages.findIndex((message) => message.id > dividerId) : -1;
    if (firstUnread > 0) list.scrollToIndex(firstUnread, { align: 'center' });
    else list.scrollToEnd();
  });
  const onSent = useEffectEvent(goToEnd);

  useLayoutEffect(() => {
    goToFirst();
    const frame = requestAnimationFrame(() => setPlaced(true));
    return () => cancelAnimationFrame(frame);
  }, [list]);

  useLayoutEffect(() => {
    if (!goesToEnd.current || hasNewer) return;
    goesToEnd.current = false;
    list.scrollToEnd();
  }, [list, messages, hasNewer]);

  const newest = room.outgoing.at(-1)?.nonce;
  useLayoutEffect(() => {
    if (newest !== undefined) onSent();
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
