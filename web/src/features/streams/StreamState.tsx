import { useT } from '../../shared/i18n/use-t.js';
import { Badge } from '../../shared/ui/Badge.js';
import { ENCODING, LIVE } from './stream-states.js';

/** What `is_live` says, in a word. */
export const StreamState = ({ state }: { state: number }) => {
  const t = useT();
  if (state === LIVE)
    return (
      <Badge tone="bad" dot>
        {t('streams.live')}
      </Badge>
    );
  if (state === ENCODING)
    return (
      <Badge tone="warn" dot>
        {t('streams.encoding')}
      </Badge>
    );
  return <Badge>{t('streams.offline')}</Badge>;
};
