import { useT } from '../../shared/i18n/use-t.js';
import { cx } from '../../shared/ui/classes.js';

interface TagFilterProps {
  tags: readonly string[];
  value: string | undefined;
  onChange: (tag: string | undefined) => void;
}

/** One tag at a time; the chosen one again shows all. */
export const TagFilter = ({ tags, value, onChange }: TagFilterProps) => {
  const t = useT();
  return (
    <div role="group" aria-label={t('connections.tags')} className="flex min-w-0 flex-wrap gap-1.5">
      {[undefined, ...tags].map((tag) => (
        <button
          key={tag ?? ''}
          type="button"
          aria-pressed={value === tag}
          onClick={() => onChange(value === tag ? undefined : tag)}
          className={cx(
            'h-(--control-sm) max-w-40 truncate rounded-full border border-line px-3 text-sm text-ink-2 hover:border-line-strong hover:text-ink',
            value === tag && 'border-accent bg-accent-soft text-accent-ink hover:border-accent hover:text-accent-ink',
          )}
        >
          {tag ?? t('connections.allTags')}
        </button>
      ))}
    </div>
  );
};
