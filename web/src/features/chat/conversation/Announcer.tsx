import { useEffect, useRef, useState } from 'react';
import { plainWords } from '#libs/contracts';
import { useT } from '../../../shared/i18n/use-t.js';
import { authorName } from '../message/author-name.js';
import type { RoomView } from '../session/chat-view.js';
import { useChat } from '../use-chat.js';

/** So much time a screen reader gets for a message before the next ones are only counted. */
const PAUSE_MS = 2500;
const MAX_CHARS = 200;

/** Reads out what others write in the open room, politely. */
export const Announcer = ({ room }: { room: RoomView }) => {
  const t = useT();
  const session = useChat();
  const [words, setWords] = useState('');
  const last = room.hasNewer ? undefined : room.messages.at(-1);
  const heard = useRef(last?.id ?? room.lastMessageId);

  useEffect(() => {
    if (!last || last.id <= heard.current) return;
    const timer = setTimeout(() => {
      const fresh = room.messages.filter(
        ({ id, user_id, own }) => id > heard.current && user_id !== session.me && !own,
      );
      heard.current = last.id;
      const [only] = fresh;
      if (!only) return;
      const text = plainWords(only.message).slice(0, MAX_CHARS) || t('chat.image');
      setWords(
        fresh.length === 1
          ? t('chat.announced', { name: authorName(only, t), text })
          : t('chat.announcedMany', { count: fresh.length }),
      );
    }, PAUSE_MS / 5);
    return () => clearTimeout(timer);
  }, [last, room.messages, session, t]);

  return (
    <p aria-live="polite" className="sr-only">
      {words}
    </p>
  );
};
