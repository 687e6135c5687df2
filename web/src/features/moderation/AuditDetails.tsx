import { useFormat } from '../../shared/i18n/format.js';
import { useT } from '../../shared/i18n/use-t.js';
import type { Fact } from './audit-facts.js';
import { factWords } from './fact-words.js';

/** What was said, and why somebody acted. */
export const AuditWords = ({ details }: { details: Record<string, unknown> }) => {
  const t = useT();
  if (details['unreadable'] === true)
    return <span className="block text-sm text-warn">{t('moderation.unreadable')}</span>;
  const { reason, text, matched } = details;
  const quote = text ?? matched;
  return (
    <>
      {typeof reason === 'string' && reason && <span className="block text-sm text-ink-2">{reason}</span>}
      {typeof quote === 'string' && quote && (
        <q className="mt-1 line-clamp-4 border-l-2 border-line-strong pl-3 text-sm break-words whitespace-pre-wrap text-ink-2 before:content-none after:content-none">
          {quote}
        </q>
      )}
    </>
  );
};

export const AuditFacts = ({ facts }: { facts: readonly Fact[] }) => {
  const t = useT();
  const format = useFormat();
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5 pr-5 pb-3 pl-13 text-sm">
      {facts.map((fact) => {
        const [name, value] = factWords(fact, t, format);
        return (
          <div key={fact.path.join('.')} className="col-span-2 grid grid-cols-subgrid">
            <dt className="text-ink-3">{name}</dt>
            <dd className="min-w-0 wrap-anywhere text-ink-2">{value}</dd>
          </div>
        );
      })}
    </dl>
  );
};
