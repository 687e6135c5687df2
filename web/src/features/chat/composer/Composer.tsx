import { useEffect, useId, useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import { LIMITS, type ChatMessage } from '#libs/contracts';
import { useT } from '../../../shared/i18n/use-t.js';
import { cx } from '../../../shared/ui/classes.js';
import { toast } from '../../../shared/ui/toast.js';
import { useMediaQuery } from '../../../shared/ui/use-media-query.js';
import type { RoomView } from '../session/chat-view.js';
import { useChat } from '../use-chat.js';
import { AttachmentTray } from './AttachmentTray.js';
import { CompletionList } from './CompletionList.js';
import { ComposerTools } from './ComposerTools.js';
import { ReplyBar } from './ReplyBar.js';
import { SanctionBar } from './SanctionBar.js';
import { useAttachments } from './use-attachments.js';
import { useComposerText } from './use-composer-text.js';
import { useDroppedFiles } from './use-dropped-files.js';

interface ComposerProps {
  room: RoomView;
  name: string;
  replyTo: ChatMessage | undefined;
  onReply: (message: ChatMessage | undefined) => void;
  onEditLast: () => void;
  /** False where something else on the page wants the keys first. */
  takesFocus?: boolean;
}

/** Where one writes. Enter sends, except where the keyboard is on the screen. */
export const Composer = ({ room, name, replyTo, onReply, onEditLast, takesFocus = true }: ComposerProps) => {
  const t = useT();
  const session = useChat();
  const noticeId = useId();
  const isTouched = useMediaQuery('(pointer: coarse)');
  const images = useAttachments();
  const input = useComposerText(room);
  const [wasRefused, setRefused] = useState(false);
  const isDropping = useDroppedFiles(images.add);
  const text = input.text.trim();
  const excess = text.length - LIMITS.message;
  const isReady = (text !== '' || images.urls.length > 0) && excess <= 0 && !images.isBusy;
  const { field } = input;
  const { sanction } = room;

  useEffect(() => {
    const isWanted = !isTouched && (takesFocus || replyTo !== undefined);
    // Marked so that the shell leaves the focus here when the page changes.
    field.current?.toggleAttribute('autofocus', isWanted);
    if (isWanted) field.current?.focus();
  }, [field, isTouched, takesFocus, replyTo, sanction]);

  const send = () => {
    if (!isReady) return setRefused(excess > 0);
    const [first, ...more] = images.urls;
    const preview = replyTo && { id: replyTo.id, username: replyTo.username, message: replyTo.message };
    const isTaken = session.send(room.id, {
      text,
      ...(first !== undefined && { imageUrl: first }),
      ...(preview && { replyTo: preview }),
    });
    if (!isTaken) return void toast.error(t('chat.queueFull'));
    for (const imageUrl of more) session.send(room.id, { text: '', imageUrl });
    images.clear();
    input.clear();
    onReply(undefined);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (input.takesKey(event)) event.preventDefault();
    else if (event.key === 'Enter' && !event.shiftKey && !isTouched) {
      event.preventDefault();
      send();
    } else if (event.key === 'ArrowUp' && input.text === '') {
      event.preventDefault();
      onEditLast();
    } else if (event.key === 'Escape' && replyTo) onReply(undefined);
  };
  const onPaste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    images.add(files);
  };

  if (!room.mayPost) {
    return (
      <p className="mx-4 mb-4 rounded-lg bg-sunken px-4 py-2.5 text-center text-ink-2">{t('chat.composerReadonly')}</p>
    );
  }
  return (
    <div className="relative mx-3 mb-3 md:mx-4 md:mb-4">
      {input.items.length > 0 && (
        <CompletionList id={input.id} items={input.items} active={input.active} onChoose={input.choose} />
      )}
      <div
        className={cx(
          'rounded-lg border border-line-strong/60 bg-surface shadow-raised focus-within:border-accent focus-within:outline-1 focus-within:-outline-offset-1 focus-within:outline-accent dark:bg-sunken',
          isDropping && 'border-accent bg-accent-soft',
        )}
      >
        <SanctionBar id={noticeId} sanction={sanction} />
        {replyTo && <ReplyBar message={replyTo} onCancel={() => onReply(undefined)} />}
        <AttachmentTray items={images.items} onDrop={images.drop} />
        <textarea
          ref={field}
          data-composer
          rows={1}
          value={input.text}
          disabled={sanction !== undefined}
          aria-describedby={sanction && noticeId}
          placeholder={isDropping ? t('chat.dropImage') : t('chat.composer', { name })}
          aria-label={t('chat.composer', { name })}
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-controls={input.items.length > 0 ? input.id : undefined}
          aria-activedescendant={input.items.length > 0 ? `${input.id}-${input.active}` : undefined}
          aria-invalid={excess > 0 && wasRefused ? true : undefined}
          onChange={({ target }) => input.change(target.value, target.selectionStart)}
          onSelect={({ currentTarget }) => input.setCaret(currentTarget.selectionStart)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          className="block max-h-[40dvh] min-h-11 w-full resize-none bg-transparent px-3 pt-2.5 pb-1 outline-none disabled:pb-2.5 disabled:text-ink-3"
        />
        {!sanction && (
          <ComposerTools
            room={room}
            excess={excess}
            isReady={isReady}
            onFiles={images.add}
            onEmoji={input.insert}
            onSend={send}
          />
        )}
      </div>
    </div>
  );
};
