import { Cross2Icon, MagnifyingGlassIcon, MixerHorizontalIcon } from '@radix-ui/react-icons';
import { useState, type SubmitEvent } from 'react';
import { LIMITS } from '#libs/contracts';
import type { SearchResult } from '../../../shared/api/types.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import { EmptyState } from '../../../shared/ui/EmptyState.js';
import { IconButton } from '../../../shared/ui/IconButton.js';
import { Input } from '../../../shared/ui/Input.js';
import { isFiltered, NO_FILTERS, searchRequest, type SearchPlace, type SearchValues } from './search-form.js';
import { SearchFilters } from './SearchFilters.js';
import { SearchResults } from './SearchResults.js';
import { useSearchState } from './use-search-state.js';

interface SearchPanelProps {
  /** The room that shows; one may search only there. */
  place: SearchPlace | undefined;
  onJump: (result: SearchResult) => void;
  onClose: () => void;
}

/** Searches messages beside the room that shows. */
export const SearchPanel = ({ place, onJump, onClose }: SearchPanelProps) => {
  const t = useT();
  const [{ values, asked, isFiltering }, change] = useSearchState();
  const [isShort, setShort] = useState(false);

  const run = (event: SubmitEvent) => {
    event.preventDefault();
    const isTooShort = values.q.trim().length < LIMITS.search.minQuery;
    setShort(isTooShort);
    if (!isTooShort) change({ asked: values });
  };
  const filter = (part: Partial<SearchValues>) =>
    change({ values: { ...values, ...part }, ...(asked && { asked: { ...asked, ...part } }) });

  return (
    <section aria-label={t('search.title')} className="flex min-h-0 grow flex-col">
      <header className="flex h-13 shrink-0 items-center justify-between border-b border-line pr-2 pl-4">
        <h2 className="font-semibold">{t('search.title')}</h2>
        <IconButton size="sm" label={t('common.close')} icon={<Cross2Icon />} onClick={onClose} />
      </header>
      <form role="search" onSubmit={run} className="grid gap-2 border-b border-line px-4 py-3">
        <div className="flex gap-2">
          <div className="relative min-w-0 grow">
            <MagnifyingGlassIcon
              aria-hidden
              className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-ink-3"
            />
            <Input
              // Whoever opens the panel is about to type.
              autoFocus
              type="search"
              enterKeyHint="search"
              aria-label={t('search.label')}
              aria-invalid={isShort || undefined}
              aria-describedby={isShort ? 'search-short' : undefined}
              placeholder={t('search.placeholder')}
              autoComplete="off"
              maxLength={LIMITS.search.maxQuery}
              value={values.q}
              onChange={(event) => {
                change({ values: { ...values, q: event.target.value } });
                setShort(false);
              }}
              onKeyDown={(event) => {
                if (event.key !== 'Escape') return;
                event.stopPropagation();
                if (values.q) change({ values: { ...values, q: '' } });
                else onClose();
              }}
              className="pl-9"
            />
          </div>
          <Button type="submit" variant="primary">
            {t('search.run')}
          </Button>
        </div>
        {isShort && (
          <p id="search-short" role="alert" className="text-sm text-bad">
            {t('search.short', { count: LIMITS.search.minQuery })}
          </p>
        )}
        <div className="flex items-center gap-3">
          <Button
            size="sm"
            variant="ghost"
            className="-ml-2.5"
            aria-expanded={isFiltering}
            aria-controls="search-filters"
            onClick={() => change({ isFiltering: !isFiltering })}
          >
            <MixerHorizontalIcon aria-hidden />
            {t('search.filters')}
          </Button>
          {isFiltered(values) && (
            <Button variant="link" size="inline" className="text-sm" onClick={() => filter(NO_FILTERS)}>
              {t('search.clear')}
            </Button>
          )}
        </div>
        {isFiltering && (
          <div id="search-filters">
            <SearchFilters values={values} place={place} onChange={filter} />
          </div>
        )}
      </form>
      <div className="min-h-0 grow overflow-y-auto">
        {asked ? (
          <SearchResults request={searchRequest(asked, place)} onJump={onJump} />
        ) : (
          <EmptyState icon={<MagnifyingGlassIcon />} title={t('search.idleTitle')}>
            {t('search.idleText')}
          </EmptyState>
        )}
      </div>
    </section>
  );
};
