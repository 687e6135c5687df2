import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { RoomView } from '../session/chat-view.js';
import { useChat } from '../use-chat.js';
import { complete, completionAt, type Completion } from './completion.js';
import { useAutosize } from './use-autosize.js';
import { useCompletions } from './use-completions.js';

/** The draft of a room and what helps to write it. */
export const useComposerText = (room: RoomView) => {
  const session = useChat();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(() => session.drafts.get(room.id));
  const [caret, setCaret] = useState(0);
  const [dismissed, setDismissed] = useState<string>();
  const [active, setActive] = useState(0);
  useAutosize(field, text);
  useEffect(() => session.drafts.set(room.id, text), [session, room.id, text]);
  useEffect(
    () =>
      session.drafts.onReceived(room.id, (next) => {
        setText(next);
        setCaret(next.length);
      }),
    [session, room.id],
  );

  const query = useMemo(
    () => (dismissed === text.slice(0, caret) ? undefined : completionAt(text, caret)),
    [text, caret, dismissed],
  );
  const items = useCompletions(room, query);
  const shown = Math.min(active, Math.max(0, items.length - 1));

  const put = (next: string, at: number) => {
    setText(next);
    setCaret(at);
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(at, at);
    });
  };
  const change = (next: string, at: number) => {
    setText(next);
    setCaret(at);
    setActive(0);
    if (next.trim() !== '') session.typing(room.id);
  };
  const choose = (item: Completion) => {
    if (!query) return;
    const next = complete(text, caret, query, item);
    put(next.text, next.caret);
  };
  const insert = (words: string) => {
    const at = field.current?.selectionStart ?? text.length;
    put(text.slice(0, at) + words + text.slice(at), at + words.length);
  };

  /** True when the list of completions took the key. */
  const takesKey = ({ key }: KeyboardEvent): boolean => {
    if (items.length === 0) return false;
    const chosen = items[shown];
    // What stands there already needs no completing: Enter sends it.
    if (key === 'Enter' && query && chosen?.insert === text.slice(query.start, caret)) return false;
    if (key === 'ArrowDown') setActive((shown + 1) % items.length);
    else if (key === 'ArrowUp') setActive((shown + items.length - 1) % items.length);
    else if ((key === 'Enter' || key === 'Tab') && chosen) choose(chosen);
    else if (key === 'Escape') setDismissed(text.slice(0, caret));
    else return false;
    return true;
  };

  return {
    field,
    id,
    text,
    items,
    active: shown,
    change,
    setCaret,
    choose,
    insert,
    takesKey,
    clear: () => change('', 0),
  };
};
