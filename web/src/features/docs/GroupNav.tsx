import { useT } from '../../shared/i18n/use-t.js';
import type { OperationGroup } from './api-document.js';

export const GroupNav = ({ groups }: { groups: readonly OperationGroup[] }) => {
  const t = useT();
  return (
    <nav aria-label={t('docs.groups')} className="sticky top-8 max-h-[85dvh] overflow-y-auto max-lg:hidden">
      <ul className="grid gap-0.5">
        {groups.map(({ name, operations }) => (
          <li key={name}>
            <a
              href={`#${name}`}
              className="flex items-center justify-between rounded-md px-2.5 py-1 text-sm text-ink-2 hover:bg-hover hover:text-ink focus-visible:-outline-offset-2"
            >
              <span className="truncate">{name}</span>
              <span className="text-xs text-ink-3">{operations.length}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
};
