import { useT } from '../../../shared/i18n/use-t.js';
import { SearchInput } from '../../../shared/ui/SearchInput.js';
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
      <SearchInput
        label={t('relay.search')}
        className="grow sm:w-56 sm:max-w-sm"
        value={filter.search}
        onChange={(search) => onChange({ ...filter, search })}
      />
      {tags.length > 0 && (
        <Select
          aria-label={t('relay.tags')}
          className="min-w-36 max-sm:grow max-sm:basis-0"
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
