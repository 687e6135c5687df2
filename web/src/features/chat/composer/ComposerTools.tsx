import { BarChartIcon, ImageIcon, PaperPlaneIcon } from '@radix-ui/react-icons';
import { useRef, useState } from 'react';
import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import { IconButton } from '../../../shared/ui/IconButton.js';
import { EmojiButton } from '../emoji/EmojiButton.js';
import { PollDialog } from '../polls/PollDialog.js';
import type { RoomView } from '../session/chat-view.js';
import { useChat } from '../use-chat.js';
import { IMAGE_TYPES } from './upload-image.js';

/** So near to the limit it is worth saying. */
const NEAR_CHARS = 200;

interface ComposerToolsProps {
  room: RoomView;
  /** Characters beyond the limit; negative below it. */
  excess: number;
  isReady: boolean;
  onFiles: (files: readonly File[]) => void;
  onEmoji: (emoji: string) => void;
  onSend: () => void;
}

export const ComposerTools = ({ room, excess, isReady, onFiles, onEmoji, onSend }: ComposerToolsProps) => {
  const t = useT();
  const session = useChat();
  const files = useRef<HTMLInputElement>(null);
  const [isPolling, setPolling] = useState(false);
  return (
    <div className="flex items-center gap-0.5 px-1.5 pb-1.5">
      <input
        ref={files}
        type="file"
        hidden
        multiple
        accept={IMAGE_TYPES.join(',')}
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          target.value = '';
        }}
      />
      <IconButton size="sm" label={t('chat.attach')} icon={<ImageIcon />} onClick={() => files.current?.click()} />
      <EmojiButton label={t('chat.emoji')} onPick={onEmoji} />
      {room.kind === 'channel' && (
        <IconButton size="sm" label={t('chat.poll')} icon={<BarChartIcon />} onClick={() => setPolling(true)} />
      )}
      <p role="status" className="grow pr-2 text-right text-sm text-bad tabular-nums">
        {excess > 0
          ? t('chat.tooLong', { count: excess })
          : excess > -NEAR_CHARS && <span className="text-ink-3">{-excess}</span>}
      </p>
      <Button
        variant={isReady ? 'primary' : 'ghost'}
        size="icon-sm"
        aria-label={t('chat.send')}
        aria-disabled={!isReady}
        // The field keeps the focus, and a phone its keyboard.
        onPointerDown={(event) => event.preventDefault()}
        onClick={onSend}
      >
        <PaperPlaneIcon aria-hidden />
      </Button>
      {isPolling && (
        <PollDialog onCreate={(poll) => session.createPoll(room.id, poll)} onClose={() => setPolling(false)} />
      )}
    </div>
  );
};
