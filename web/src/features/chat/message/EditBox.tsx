import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { LIMITS, type ChatMessage } from '#libs/contracts';
import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import { useAutosize } from '../composer/use-autosize.js';
import { useRoomActions } from '../conversation/room-context.js';
import { useChat } from '../use-chat.js';
import { useAttempt } from './use-attempt.js';

/** A message in the hands of its author. */
export const EditBox = ({ message }: { message: ChatMessage }) => {
  const t = useT();
  const session = useChat();
  const { roomId, edit } = useRoomActions();
  const attempt = useAttempt();
  const [text, setText] = useState(message.message);
  const field = useRef<HTMLTextAreaElement>(null);
  useAutosize(field, text);

  useEffect(() => {
    const { current } = field;
    current?.focus();
    current?.setSelectionRange(current.value.length, current.value.length);
  }, []);

  const close = () => {
    edit(undefined);
    document.querySelector<HTMLElement>('[data-composer]')?.focus();
  };
  const save = () => {
    const next = text.trim();
    if (next !== '' && next !== message.message) attempt(session.messages.edit(roomId, message.id, next));
    close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && !event.shiftKey) save();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="my-1">
      <textarea
        ref={field}
        rows={1}
        value={text}
        maxLength={LIMITS.message}
        aria-label={t('chat.editing')}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        className="block max-h-60 w-full resize-none rounded-md border border-line-strong/60 bg-surface px-3 py-2 outline-offset-0 dark:bg-sunken"
      />
      <div className="mt-1 flex items-center gap-2">
        <p className="grow text-xs text-ink-3">{t('chat.editHint')}</p>
        <Button size="sm" onClick={close}>
          {t('common.cancel')}
        </Button>
        <Button size="sm" variant="primary" disabled={text.trim() === ''} onClick={save}>
          {t('common.save')}
        </Button>
      </div>
    </div>
  );
};
