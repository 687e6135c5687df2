import { Cross2Icon, MagnifyingGlassIcon } from '@radix-ui/react-icons';
import { useT } from '../i18n/use-t.js';
import { cx } from './classes.js';
import { Input } from './Input.js';

interface SearchInputProps {
  value: string;
  onChange: (value: string) => void;
  label: string;
  /** Default: the label. */
  placeholder?: string;
  className?: string;
}

/** `/` puts the cursor here (see `app/use-shortcuts.ts`). */
export const SearchInput = ({ value, onChange, label, placeholder = label, className }: SearchInputProps) => {
  const t = useT();
  return (
    <div className={cx('relative w-full sm:w-64', className)}>
      <MagnifyingGlassIcon
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-ink-3"
      />
      <Input
        type="text"
        role="searchbox"
        aria-label={label}
        placeholder={placeholder}
        data-filter
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && value && (onChange(''), event.stopPropagation())}
        className="px-9"
      />
      {value && (
        <button
          type="button"
          aria-label={t('common.clearFilter')}
          onClick={() => onChange('')}
          className="absolute inset-y-0 right-0 grid w-9 place-items-center rounded-md text-ink-3 hover:text-ink"
        >
          <Cross2Icon aria-hidden />
        </button>
      )}
    </div>
  );
};
