import { useVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef } from 'react';
import { useT } from '../../../shared/i18n/use-t.js';
import { MessageRow } from '../message/MessageRow.js';
import { OutgoingRow } from '../message/OutgoingRow.js';
import type { RoomView } from '../session/chat-view.js';
import { useChat } from '../use-chat.js';
import { edgeHeight, HistoryEdge } from './HistoryEdge.js';
import { JumpPills } from './JumpPills.js';
import { indexOfMessage, opensGroup, outgoingOpensGroup, startsDay } from './message-groups.js';
import { useHoveredMessage } from './use-hovered-message.js';
import { useHighlight } from './use-highlight.js';
import type { JumpTarget } from './use-jump.js';
import { usePlace } from './use-place.js';
import { useReading } from './use-reading.js';
import { useRovingMessage } from './use-roving-message.js';

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
  const { messages, outgoing, dividerId } = room;

  const pointer = useHoveredMessage(box);

  // It changes without changing its identity: nothing here may be memoised by it.
  // oxlint-disable-next-line react/incompatible-library
  const list = useVirtualizer<HTMLDivElement, Element>({
    count: messages.length + outgoing.length,
    getScrollElement: () => box.current,
    estimateSize: () => 56,
    // An own message keeps its nonce, and so its place, when it is stored.
    getItemKey: (index) => keyOf(messages[index]) ?? outgoing[index - messages.length]!.nonce,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: END_PX,
    overscan: 8,
    paddingStart: edgeHeight(room),
    paddingEnd: 8,
  });
  const items = list.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const isAtEnd = !room.hasNewer && list.isAtEnd(END_PX);
  const { goToEnd, isPlaced } = usePlace(list, room, box, isAtEnd);
  useLayoutEffect(() => {
    if (!isPlaced) return;
    if (first < NEAR_ROWS && room.hasOlder) session.load(room.id, 'older');
    else if (last > messages.length - NEAR_ROWS && room.hasNewer) session.load(room.id, 'newer');
  }, [session, room, isPlaced, first, last, messages.length]);
  useReading(room.id, isAtEnd);
  const scrollTo = (id: number, align: 'center' | 'auto') =>
    list.scrollToIndex(indexOfMessage(messages, id), { align });
  const highlighted = useHighlight(target, (id) => scrollTo(id, 'center'));
  const roving = useRovingMessage({ box, messages, scrollTo: (id) => scrollTo(id, 'auto') });

  return (
    <div role="presentation" onKeyDown={roving.onKeyDown} {...pointer.handlers} className="relative min-h-0 grow">
      <div
        ref={box}
        role="group"
        aria-label={t('chat.messagesIn', { name })}
        tabIndex={0}
        className="h-full overflow-y-auto overscroll-contain [overflow-anchor:none] focus-visible:-outline-offset-2"
      >
        <div className="flex min-h-full flex-col justify-end">
          <div className="relative w-full shrink-0" style={{ height: list.getTotalSize() }}>
            <HistoryEdge room={room} name={name} />
            {items.map(({ index, key, start }) => {
              const message = messages[index];
              const before = messages[index - 1];
              const sent = outgoing[index - messages.length];
              return (
                <div
                  key={key}
                  ref={list.measureElement}
                  data-index={index}
                  className="absolute inset-x-0 top-0"
                  style={{ transform: `translateY(${start}px)` }}
                >
                  {message && (
                    <MessageRow
                      message={message}
                      day={startsDay(message, before) ? message.created_at : undefined}
                      isFirstUnread={dividerId > 0 && message.id > dividerId && (before?.id ?? 0) <= dividerId}
                      hasHead={opensGroup(message, before)}
                      isActive={message.id === pointer.hoveredId || message.id === roving.activeId}
                      isHighlighted={message.id === highlighted}
                      isEditing={message.id === editing}
                      mayModerate={room.mayModerate}
                    />
                  )}
                  {sent && <OutgoingRow message={sent} hasHead={outgoingOpensGroup(sent, before, session.me)} />}
                </div>
              );
            })}
          </div>
        </div>
      </div>
      <JumpPills room={room} isAtEnd={isAtEnd} onEnd={goToEnd} />
    </div>
  );
};

const keyOf = (message: RoomView['messages'][number] | undefined) => message && (message.nonce ?? message.id);
