import { ChevronRightIcon } from '@radix-ui/react-icons';
import { useT } from '../../shared/i18n/use-t.js';

/** What else the portal wrote down; the words of a message stand out, the rest folds. */
export const AuditDetails = ({ details }: { details: Record<string, unknown> }) => {
  const t = useT();
  const { text, reason, ...others } = details;
  if (details['unreadable'] === true) return <p className="text-sm text-warn">{t('moderation.unreadable')}</p>;
  const facts = Object.entries(others).filter(([, value]) => value !== null && value !== '');
  return (
    <>
      {typeof reason === 'string' && reason && <p className="text-sm text-ink-2">{reason}</p>}
      {typeof text === 'string' && text && (
        <blockquote className="mt-1 line-clamp-4 border-l-2 border-line-strong pl-3 text-sm break-words whitespace-pre-wrap text-ink-2">
          {text}
        </blockquote>
      )}
      {facts.length > 0 && (
        <details className="group mt-0.5">
          <summary className="flex w-fit list-none items-center gap-1 rounded-sm text-sm text-ink-3 hover:text-ink">
            <ChevronRightIcon aria-hidden className="transition-transform group-open:rotate-90" />
            {t('moderation.details')}
          </summary>
          <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5 text-sm">
            {facts.map(([name, value]) => (
              <div key={name} className="col-span-2 grid grid-cols-subgrid">
                <dt className="text-ink-3">{name.replaceAll('_', ' ')}</dt>
                <dd className="min-w-0 break-words text-ink-2">
                  {typeof value === 'string' ? value : JSON.stringify(value)}
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  );
};
