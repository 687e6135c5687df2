import { DownloadIcon } from '@radix-ui/react-icons';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { networkError, toApiError } from '../../shared/api/api-error.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { Card } from '../../shared/ui/Card.js';
import { SearchInput } from '../../shared/ui/SearchInput.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { ErrorState } from '../../shared/ui/ErrorState.js';
import { PageHeader } from '../../shared/ui/PageHeader.js';
import { SkeletonRows } from '../../shared/ui/Skeleton.js';
import { groupOperations, type ApiDocument, type OperationGroup } from './api-document.js';
import { GroupNav } from './GroupNav.js';
import { OperationCard } from './OperationCard.js';

const DOCUMENT = '/api/openapi.json';

const documentQuery = queryOptions({
  queryKey: ['openapi'],
  // The document describes the API and is no part of it, so the typed client does not know its address.
  queryFn: async ({ signal }): Promise<ApiDocument> => {
    const response = await fetch(DOCUMENT, { signal }).catch((error: unknown) => {
      throw networkError(error);
    });
    if (!response.ok) throw await toApiError(response);
    return (await response.json()) as ApiDocument;
  },
  staleTime: Infinity,
});

export const DocsPage = () => {
  const t = useT();
  const { data: document, error, refetch } = useQuery(documentQuery);
  const [filter, setFilter] = useState('');
  const groups = useMemo(() => (document ? groupOperations(document) : []), [document]);
  const shown = useMemo(() => matching(groups, filter), [groups, filter]);

  return (
    <>
      <PageHeader
        title={t('shell.docs')}
        description={t('docs.text')}
        actions={
          <Button asChild>
            <a href={DOCUMENT} download="openapi.json">
              <DownloadIcon aria-hidden />
              {t('docs.download')}
            </a>
          </Button>
        }
      />
      {!document && (
        <Card flush>{error ? <ErrorState error={error} onRetry={refetch} /> : <SkeletonRows rows={8} />}</Card>
      )}
      {document && (
        <div className="grid grid-cols-1 items-start gap-8 lg:grid-cols-[11rem_minmax(0,1fr)]">
          <GroupNav groups={shown} />
          <div className="grid grid-cols-1 gap-8">
            <div className="grid gap-4">
              {document.info.description?.split('\n\n').map((paragraph) => (
                <p key={paragraph} className="max-w-prose text-ink-2">
                  {paragraph.replaceAll('`', '')}
                </p>
              ))}
              <SearchInput value={filter} onChange={setFilter} label={t('docs.filter')} />
            </div>
            {shown.length === 0 && <EmptyState title={t('common.noMatches', { query: filter })} />}
            {shown.map((group) => (
              <section
                key={group.name}
                id={group.name}
                aria-labelledby={`${group.name}-title`}
                className="scroll-mt-20"
              >
                <h2 id={`${group.name}-title`} className="mb-3 font-mono text-lg font-semibold">
                  {group.name}
                </h2>
                <div className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface shadow-raised">
                  {group.operations.map((operation) => (
                    <OperationCard key={operation.id} document={document} operation={operation} />
                  ))}
                </div>
              </section>
            ))}
          </div>
        </div>
      )}
    </>
  );
};

const matching = (groups: readonly OperationGroup[], filter: string): OperationGroup[] => {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return groups.flatMap((group) => {
    const operations = group.operations.filter(({ method, path, summary }) => {
      const text = `${group.name} ${method} ${path} ${summary}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
    return operations.length > 0 ? [{ ...group, operations }] : [];
  });
};
