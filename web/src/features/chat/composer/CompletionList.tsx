import { useT } from '../../../shared/i18n/use-t.js';
import { cx } from '../../../shared/ui/classes.js';
import type { Completion } from './completion.js';

interface CompletionListProps {
  id: string;
  items: readonly Completion[];
  active: number;
  onChoose: (item: Completion) => void;
}

/** Above the message field, which keeps the focus. */
export const CompletionList = ({ id, items, active, onChoose }: CompletionListProps) => {
  const t = useT();
  return (
    <div
      id={id}
      role="listbox"
      aria-label={t('chat.suggestions')}
      className="absolute inset-x-0 bottom-full z-20 mb-1 max-h-72 overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-float"
    >
      {items.map((item, index) => (
        <div
          key={item.key}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          // A press would take the focus from the field.
          onPointerDown={(event) => {
            event.preventDefault();
            onChoose(item);
          }}
          className={cx(
            'flex min-h-(--control-sm) items-center gap-2.5 rounded-md px-2.5',
            index === active && 'bg-accent-soft',
          )}
        >
          {item.emoji && <span aria-hidden>{item.emoji}</span>}
          <span className="shrink-0 font-medium">{item.label}</span>
          {item.hint && <span className="truncate text-sm text-ink-2">{item.hint}</span>}
        </div>
      ))}
    </div>
  );
};
