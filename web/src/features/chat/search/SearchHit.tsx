import type { SearchResult } from '../../../shared/api/types.js';
import { useFormat } from '../../../shared/i18n/format.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Avatar } from '../../../shared/ui/Avatar.js';
import { excerpt, highlight } from './highlight.js';

interface SearchHitProps {
  result: SearchResult;
  onJump: () => void;
}

export const SearchHit = ({ result, onJump }: SearchHitProps) => {
  const t = useT();
  const format = useFormat();
  const { username, nickname, avatar, message, created_at } = result;
  const name = nickname || username;
  const place = result.source === 'channel' ? `#${result.channel_name}` : (result.conversation_name ?? t('search.dm'));
  return (
    <button
      type="button"
      onClick={onJump}
      className="flex w-full gap-3 px-4 py-3 text-left hover:bg-hover focus-visible:-outline-offset-2"
    >
      <Avatar {...avatar} name={name} />
      <span className="min-w-0 grow">
        <span className="flex items-baseline justify-between gap-3">
          <span className="truncate font-medium">{name}</span>
          <time dateTime={created_at} title={format.dateTime(created_at)} className="shrink-0 text-xs text-ink-3">
            {format.ago(created_at)}
          </time>
        </span>
        <span className="block truncate text-xs text-ink-3">{place}</span>
        <span className="mt-0.5 line-clamp-4 break-words whitespace-pre-wrap text-ink-2">
          {message
            ? excerpt(highlight(message, result.highlights)).map((part, index) =>
                part.isHit ? (
                  <mark key={index} className="rounded-sm bg-warn-soft font-medium text-warn">
                    {part.text}
                  </mark>
                ) : (
                  part.text
                ),
              )
            : t('search.image')}
        </span>
      </span>
    </button>
  );
};
