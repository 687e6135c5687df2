import { useQuery } from '@tanstack/react-query';
import { useFormat } from '../../../shared/i18n/format.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Badge } from '../../../shared/ui/Badge.js';
import { Card } from '../../../shared/ui/Card.js';
import { ErrorState } from '../../../shared/ui/ErrorState.js';
import { SkeletonRows } from '../../../shared/ui/Skeleton.js';
import { CopyableAddress } from '../CopyableAddress.js';
import { peersQuery } from '../relay-queries.js';
import type { RelayFacts, RelayPeer } from '../relay-types.js';

/** The relays this one knows of. */
export const PeersCard = ({ relay }: { relay: RelayFacts }) => {
  const t = useT();
  const { data, error, refetch } = useQuery(peersQuery);
  const hasOthers = data?.some(({ api_https_addr }) => api_https_addr !== relay.url);
  return (
    <Card title={t('relay.peers')} description={t('relay.peersText')} flush>
      {data === undefined &&
        (error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <SkeletonRows rows={1} />)}
      {data === null && <p className="border-t border-line px-5 py-4 text-ink-2">{t('relay.peersOff')}</p>}
      {data && (
        <ul className="divide-y divide-line border-t border-line">
          {data.map((peer) => (
            <Peer key={peer.api_https_addr} peer={peer} isSelf={peer.api_https_addr === relay.url} />
          ))}
          {!hasOthers && <li className="px-5 py-4 text-ink-2">{t('relay.peersNone')}</li>}
        </ul>
      )}
    </Card>
  );
};

const Peer = ({ peer, isSelf }: { peer: RelayPeer; isSelf: boolean }) => {
  const t = useT();
  const format = useFormat();
  return (
    <li className="flex items-start justify-between gap-3 px-5 py-3">
      <div className="min-w-0">
        <p className="font-medium break-all">{peer.api_https_addr}</p>
        <CopyableAddress address={peer.address} name={peer.api_https_addr} />
        <p className="text-sm text-ink-3">{t('relay.peerUntil', { moment: format.dateTime(peer.expires_at) })}</p>
      </div>
      <span className="flex flex-wrap justify-end gap-1">
        {isSelf && <Badge tone="accent">{t('relay.peerSelf')}</Badge>}
        {peer.supports_tcp && <Badge>TCP</Badge>}
        {peer.supports_udp && <Badge>UDP</Badge>}
      </span>
    </li>
  );
};
