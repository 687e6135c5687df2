import { Link } from '@tanstack/react-router';
import { useT } from '../../shared/i18n/use-t.js';

const PAGES = [
  { to: '/streams', label: 'streams.community' },
  { to: '/streams/mine', label: 'streams.mine' },
  { to: '/recordings', label: 'recordings.title' },
] as const;

/** From everybody's streams to one's own and back. */
export const StreamsNav = () => {
  const t = useT();
  return (
    <nav aria-label={t('streams.pages')} className="mb-6 flex gap-6 overflow-x-auto border-b border-line">
      {PAGES.map(({ to, label }) => (
        <Link
          key={to}
          to={to}
          activeOptions={{ exact: true }}
          className="-mb-px border-b-2 border-transparent py-2 font-medium whitespace-nowrap text-ink-2 hover:text-ink focus-visible:-outline-offset-2 aria-[current=page]:border-accent aria-[current=page]:text-ink"
        >
          {t(label)}
        </Link>
      ))}
    </nav>
  );
};
