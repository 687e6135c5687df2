import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ApiError } from '../../../shared/api/api-error.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { usePageTitle } from '../../../shared/page-title.js';
import { EmptyState } from '../../../shared/ui/EmptyState.js';
import { Loaded } from '../../../shared/ui/Loaded.js';
import { PageHeader } from '../../../shared/ui/PageHeader.js';
import { streamQuery } from '../stream-queries.js';
import { LIVE } from '../stream-states.js';
import { OwnStream } from './OwnStream.js';

const route = getRouteApi('/shell/streams/mine/$stream');
/** Viewers come and go without a frame for whoever did not see the road open; a page left open stays right. */
const REFRESH_MS = 30_000;

export const StreamPage = () => {
  const t = useT();
  const { stream: id } = route.useParams();
  const query = useQuery({
    ...streamQuery(Number(id)),
    refetchInterval: ({ state }) => state.data?.is_live === LIVE && REFRESH_MS,
  });
  const isGone = query.error instanceof ApiError && query.error.status === 404;
  // Of somebody else's stream only the face is told.
  const isForeign = query.data !== undefined && query.data.stream_key === undefined;
  usePageTitle(query.data?.title);
  if ((isGone && !query.data) || isForeign)
    return (
      <EmptyState isPage title={t('streams.notFoundTitle')}>
        {t('streams.notFoundText')}
      </EmptyState>
    );
  return (
    <>
      {!query.data && <PageHeader title={t('streams.mine')} />}
      <Loaded query={query} height="h-96">
        {(stream) => <OwnStream key={stream.id} stream={stream} />}
      </Loaded>
    </>
  );
};
