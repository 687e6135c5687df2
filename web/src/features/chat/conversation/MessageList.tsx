import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import { useT } from '../../../shared/i18n/use-t.js';
import { MessageRow } from '../message/MessageRow.js';
import { OutgoingRow } from '../message/OutgoingRow.js';
import type { RoomView } from '../session/chat-view.js';
import { useChat } from '../use-chat.js';
import { HistoryEdge } from './HistoryEdge.js';
import { JumpPills } from './JumpPills.js';
import { opensGroup, startsDay } from './message-groups.js';
import { useHighlight } from './use-highlight.js';
import type { JumpTarget } from './use-jump.js';
import { useReading } from './use-reading.js';
import { useRovingMessage } from './use-roving-message.js';

/** The history's edge comes first in the list. */
const EDGE = 1;
/** So near to an end the next page is asked for. */
const NEAR_ROWS = 15;
const END_PX = 60;

interface MessageListProps {
  room: RoomView;
  name: string;
  target: JumpTarget | undefined;
  /** The message being edited. */
  editing: number | undefined;
}

/** The history: only what is before the eyes is on the page, however long it is. */
export const MessageList = ({ room, name, target, editing }: MessageListProps) => {
  const t = useT();
  const session = useChat();
  const box = useRef<HTMLDivElement>(null);
  const { messages, outgoing } = room;
  const [hovered, setHovered] = useState<number>();
  const indexOf = useCallback((id: number) => lowerBound(messages, id) + EDGE, [messages]);

  const list = useVirtualizer({
    count: EDGE + messages.length + outgoing.length,
    getScrollElement: () => box.current,
    estimateSize: () => 56,
    getItemKey: (index) =>
      index === 0 ? 'edge' : (messages[index - EDGE]?.id ?? outgoing[index - EDGE - messages.length]!.nonce),
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: END_PX,
    overscan: 8,
    paddingEnd: 8,
  });
  const items = list.getVirtualItems();

  useLayoutEffect(() => {
    const firstUnread = room.dividerId > 0 ? messages.findIndex(({ id }) => id > room.dividerId) : -1;
    if (firstUnread > 0) list.scrollToIndex(firstUnread + EDGE, { align: 'center' });
    else list.scrollToEnd();
    // Only when the room opens.
  }, [list]);

  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useLayoutEffect(() => {
    if (first < NEAR_ROWS && room.hasOlder) session.load(room.id, 'older');
    else if (last > messages.length - NEAR_ROWS && room.hasNewer) session.load(room.id, 'newer');
  }, [session, room, first, last, messages.length]);

  const isAtEnd = !room.hasNewer && list.isAtEnd(END_PX);
  useReading(room.id, isAtEnd);
  const highlighted = useHighlight(target, (id) => list.scrollToIndex(indexOf(id), { align: 'center' }));
  const roving = useRovingMessage({ box, messages, scrollTo: (id) => list.scrollToIndex(indexOf(id)) });

  return (
    <div className="relative min-h-0 grow">
      <div
        ref={box}
        role="group"
        aria-label={t('chat.messagesIn', { name })}
        tabIndex={0}
        onKeyDown={roving.onKeyDown}
        onPointerOver={(event) => setHovered(messageIdOf(event.target))}
        onPointerLeave={() => setHovered(undefined)}
        className="h-full overflow-y-auto overscroll-contain [overflow-anchor:none] focus-visible:-outline-offset-2"
      >
        <div className="flex min-h-full flex-col justify-end">
          <div className="relative w-full" style={{ height: list.getTotalSize() }}>
            {items.map(({ index, key, start }) => {
              const message = messages[index - EDGE];
              const before = messages[index - EDGE - 1];
              const sent = outgoing[index - EDGE - messages.length];
              return (
                <div
                  key={key}
                  ref={list.measureElement}
                  data-index={index}
                  className="absolute inset-x-0 top-0"
                  style={{ transform: `translateY(${start}px)` }}
                >
                  {index === 0 && <HistoryEdge room={room} name={name} />}
                  {message && (
                    <MessageRow
                      message={message}
                      day={startsDay(message, before) ? message.created_at : undefined}
                      isFirstUnread={
                        room.dividerId > 0 && message.id > room.dividerId && !(before && before.id > room.dividerId)
                      }
                      hasHead={opensGroup(message, before)}
                      isActive={message.id === hovered || message.id === roving.activeId}
                      isHighlighted={message.id === highlighted}
                      isEditing={message.id === editing}
                      mayModerate={room.mayModerate}
                    />
                  )}
                  {sent && index > 0 && <OutgoingRow message={sent} />}
                </div>
              );
            })}
          </div>
        </div>
      </div>
      <JumpPills room={room} isAtEnd={isAtEnd} onEnd={() => list.scrollToEnd()} />
    </div>
  );
};

/** Index of the first message from `id` on. */
const lowerBound = (messages: RoomView['messages'], id: number): number => {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (messages[middle]!.id < id) low = middle + 1;
    else high = middle;
  }
  return low;
};

const messageIdOf = (target: EventTarget): number | undefined => {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-message]') : null;
  return row ? Number(row.dataset['message']) : undefined;
};
