import { useState } from 'react';
import { useT } from '../../../shared/i18n/use-t.js';
import { Checkbox } from '../../../shared/ui/Checkbox.js';
import { Field } from '../../../shared/ui/Field.js';
import { Input } from '../../../shared/ui/Input.js';
import { Select, type Choice } from '../../../shared/ui/Select.js';
import type { SearchPlace, SearchValues } from './search-form.js';

interface SearchFiltersProps {
  values: SearchValues;
  place: SearchPlace | undefined;
  onChange: (change: Partial<SearchValues>) => void;
}

export const SearchFilters = ({ values, place, onChange }: SearchFiltersProps) => {
  const t = useT();
  const [from, setFrom] = useState(values.from);
  const [known, setKnown] = useState(values.from);
  // Cleared from outside.
  if (known !== values.from) {
    setKnown(values.from);
    setFrom(values.from);
  }
  const places: Choice<SearchValues['scope']>[] = [
    { value: 'all', label: t('search.everywhere') },
    { value: 'channels', label: t('search.channels') },
    { value: 'dms', label: t('search.dms') },
    ...(place ? [{ value: 'here' as const, label: t('search.here', { name: place.name }) }] : []),
  ];
  return (
    <div className="grid grid-cols-2 gap-3 pt-1">
      <Field label={t('search.scope')}>
        <Select
          value={values.scope}
          choices={places}
          onChange={(event) => onChange({ scope: event.target.value as SearchValues['scope'] })}
        />
      </Field>
      <Field label={t('search.from')}>
        <Input
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          placeholder={t('search.fromHint')}
          value={from}
          onChange={(event) => setFrom(event.target.value)}
          // Every change is a search, of which there are ten a minute.
          onBlur={() => from !== values.from && onChange({ from })}
          onKeyDown={(event) => event.key === 'Enter' && onChange({ from })}
        />
      </Field>
      <Field label={t('search.after')}>
        <Input
          type="date"
          max={values.before || undefined}
          value={values.after}
          onChange={(event) => onChange({ after: event.target.value })}
        />
      </Field>
      <Field label={t('search.before')}>
        <Input
          type="date"
          min={values.after || undefined}
          value={values.before}
          onChange={(event) => onChange({ before: event.target.value })}
        />
      </Field>
      <div className="col-span-2">
        <Checkbox
          label={t('search.hasImage')}
          checked={values.hasImage}
          onCheckedChange={(isOn) => onChange({ hasImage: isOn === true })}
        />
      </div>
    </div>
  );
};
