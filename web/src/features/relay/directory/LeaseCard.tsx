import { useFormat } from '../../../shared/i18n/format.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Badge } from '../../../shared/ui/Badge.js';
import { publicUrl } from '../lease-facts.js';
import type { ListedLease, RelayFacts } from '../relay-types.js';
import { LeasePicture } from './LeasePicture.js';

const MAX_TAGS = 6;

const LINK =
  'outline-none after:absolute after:inset-0 after:rounded-lg focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-(--focus)';

/** One published service; all of it leads there. */
export const LeaseCard = ({ lease, relay }: { lease: ListedLease; relay: RelayFacts }) => {
  const t = useT();
  const format = useFormat();
  const { name, hostname, metadata, ready } = lease;
  const url = publicUrl(hostname, relay);
  return (
    <li className="group relative flex flex-col overflow-hidden rounded-lg border border-line bg-surface shadow-raised hover:border-line-strong">
      <LeasePicture lease={lease} />
      <div className="grid grow grid-cols-1 content-start gap-1.5 p-3.5">
        <div className="flex items-start justify-between gap-3">
          <h3 className="min-w-0 font-medium break-words">
            {url ? (
              <a href={url} target="_blank" rel="noreferrer" className={LINK}>
                {name}
              </a>
            ) : (
              name
            )}
          </h3>
          {ready > 0 ? (
            <Badge tone="good" dot>
              {t('relay.online')}
            </Badge>
          ) : (
            <Badge dot>{t('relay.offline')}</Badge>
          )}
        </div>
        <p className="truncate text-sm text-accent-ink">{hostname}</p>
        {metadata.description && <p className="line-clamp-3 text-pretty text-ink-2">{metadata.description}</p>}
        {lease.tcp_addr && (
          <p className="font-mono text-xs break-all text-ink-2">{t('relay.tcpAt', { address: lease.tcp_addr })}</p>
        )}
        <p className="flex gap-1 text-sm text-ink-3">
          {metadata.owner && (
            <>
              <span className="truncate">{t('relay.by', { name: metadata.owner })}</span>
              <span aria-hidden>·</span>
            </>
          )}
          <span className="shrink-0">{format.ago(lease.first_seen_at)}</span>
        </p>
        {((metadata.tags?.length ?? 0) > 0 || lease.udp_enabled) && (
          <p className="mt-auto flex flex-wrap gap-1 pt-1.5">
            {lease.udp_enabled && <Badge tone="accent">{t('relay.udp')}</Badge>}
            {metadata.tags?.slice(0, MAX_TAGS).map((tag) => (
              <Badge key={tag} className="max-w-full">
                <span className="truncate">{tag}</span>
              </Badge>
            ))}
          </p>
        )}
      </div>
    </li>
  );
};
