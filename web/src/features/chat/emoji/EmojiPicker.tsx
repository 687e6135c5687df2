import { useQuery } from '@tanstack/react-query';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useT } from '../../../shared/i18n/use-t.js';
import { ErrorState } from '../../../shared/ui/ErrorState.js';
import { Input } from '../../../shared/ui/Input.js';
import { Skeleton } from '../../../shared/ui/Skeleton.js';
import { chooseSkinTone, recentEmoji, rememberEmoji, skinTone, toned, type SkinTone } from './emoji-choices.js';
import { findEmoji, loadEmoji, type Emoji } from './emoji-data.js';
import { EmojiGrid } from './EmojiGrid.js';
import { SkinTones } from './SkinTones.js';

const MAX_FOUND = 120;
const COLUMNS = 8;

/** Finds an emoji by name or group; arrow keys walk the grid. */
export const EmojiPicker = ({ onPick }: { onPick: (emoji: string) => void }) => {
  const t = useT();
  const [query, setQuery] = useState('');
  const [tone, setTone] = useState<SkinTone>(skinTone);
  const [recent] = useState(recentEmoji);
  const box = useRef<HTMLDivElement>(null);
  const groups = useQuery({ queryKey: ['emoji'], queryFn: loadEmoji, staleTime: Infinity, retry: false });

  const faceOf = ({ emoji, hasSkinTone }: Emoji) => (hasSkinTone ? toned(emoji, tone) : emoji);
  const pick = (emoji: string) => {
    rememberEmoji(emoji);
    onPick(emoji);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const buttons = [...(box.current?.querySelectorAll<HTMLElement>('[data-emoji]') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLElement);
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: at < 0 ? 1 : COLUMNS, ArrowUp: -COLUMNS }[event.key];
    if (event.key === 'Enter' && at < 0) buttons[0]?.click();
    else if (step !== undefined && (at >= 0 || event.key === 'ArrowDown')) buttons[Math.max(0, at + step)]?.focus();
    else return;
    event.preventDefault();
  };

  const found = groups.data && query.trim() ? findEmoji(groups.data, query, MAX_FOUND) : undefined;
  return (
    <div role="presentation" onKeyDown={onKeyDown} className="flex min-h-0 flex-col">
      <div className="flex items-center gap-2 border-b border-line p-2">
        <Input
          autoFocus
          type="search"
          value={query}
          placeholder={t('chat.emojiSearch')}
          aria-label={t('chat.emojiSearch')}
          onChange={(event) => setQuery(event.target.value)}
        />
        <SkinTones
          tone={tone}
          onChoose={(next) => {
            setTone(next);
            chooseSkinTone(next);
          }}
        />
      </div>
      <div ref={box} className="h-72 overflow-y-auto px-2 pb-2">
        {found?.length === 0 && <p className="py-8 text-center text-ink-2">{t('chat.emojiNone')}</p>}
        {found && <EmojiGrid faces={found.map((one) => [faceOf(one), one.name])} onPick={pick} />}
        {!found && <EmojiGrid label={t('chat.emojiRecent')} faces={recent.map((face) => [face, face])} onPick={pick} />}
        {!found &&
          groups.data?.map(({ label, emojis }) => (
            <EmojiGrid
              key={label}
              label={t(label)}
              faces={emojis.map((one) => [faceOf(one), one.name])}
              onPick={pick}
            />
          ))}
        {groups.isPending && <Skeleton className="mt-3 h-40" />}
        {groups.isError && <ErrorState error={groups.error} onRetry={() => void groups.refetch()} />}
      </div>
    </div>
  );
};
