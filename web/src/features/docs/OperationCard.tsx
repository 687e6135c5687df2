import { ChevronRightIcon } from '@radix-ui/react-icons';
import { useState } from 'react';
import { useT } from '../../shared/i18n/use-t.js';
import { Badge } from '../../shared/ui/Badge.js';
import type { ApiDocument, Operation } from './api-document.js';
import { MethodBadge } from './MethodBadge.js';
import { OperationDetails } from './OperationDetails.js';

interface OperationCardProps {
  document: ApiDocument;
  operation: Operation;
}

/** One line until it is opened; only then are its details drawn. */
export const OperationCard = ({ document, operation }: OperationCardProps) => {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  return (
    <details id={operation.id} className="group" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="flex min-h-(--row) list-none flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 hover:bg-hover focus-visible:-outline-offset-2">
        <ChevronRightIcon aria-hidden className="shrink-0 text-ink-3 transition-transform group-open:rotate-90" />
        <MethodBadge method={operation.method} />
        <code className="text-sm font-medium break-all">{operation.path}</code>
        <span className="text-sm text-ink-2 max-sm:w-full sm:ml-auto">{operation.summary}</span>
        {operation.isPublic && <Badge tone="good">{t('docs.public')}</Badge>}
      </summary>
      {isOpen && <OperationDetails document={document} operation={operation} />}
    </details>
  );
};
