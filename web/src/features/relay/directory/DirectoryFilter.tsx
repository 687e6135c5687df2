import { MagnifyingGlassIcon } from '@radix-ui/react-icons';
import { useT } from '../../../shared/i18n/use-t.js';
import { Input } from '../../../shared/ui/Input.js';
import { SegmentedControl } from '../../../shared/ui/SegmentedControl.js';
import { Select } from '../../../shared/ui/Select.js';

export interface Filter {
  search: string;
  isOnlineOnly: boolean;
  tag: string | undefined;
}

interface DirectoryFilterProps {
  filter: Filter;
  tags: readonly string[];
  onChange: (filter: Filter) => void;
}

export const DirectoryFilter = ({ filter, tags, onChange }: DirectoryFilterProps) => {
  const t = useT();
  return (
    <search className="mb-6 flex flex-wrap gap-3">
      <span className="relative min-w-56 grow sm:max-w-sm">
        <MagnifyingGlassIcon aria-hidden className="absolute top-1/2 left-3 -translate-y-1/2 text-ink-3" />
        <Input
          type="search"
          data-filter
          aria-label={t('relay.search')}
          placeholder={t('relay.search')}
          className="pl-9"
          value={filter.search}
          onChange={(event) => onChange({ ...filter, search: event.target.value })}
        />
      </span>
      {tags.length > 0 && (
        <Select
          aria-label={t('relay.tags')}
          className="min-w-40"
          value={filter.tag ?? ''}
          onChange={(event) => onChange({ ...filter, tag: event.target.value || undefined })}
          choices={[{ value: '', label: t('relay.allTags') }, ...tags.map((tag) => ({ value: tag, label: tag }))]}
        />
      )}
      <SegmentedControl
        label={t('relay.which')}
        value={filter.isOnlineOnly ? 'online' : 'all'}
        onChange={(which) => onChange({ ...filter, isOnlineOnly: which === 'online' })}
        choices={[
          { value: 'all', label: t('relay.showAll') },
          { value: 'online', label: t('relay.showOnline') },
        ]}
      />
    </search>
  );
};
