import { useQuery } from '@tanstack/react-query';
import { api, body } from '../../shared/api/client.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Card } from '../../shared/ui/Card.js';
import { CopyButton } from '../../shared/ui/CopyButton.js';
import { Skeleton } from '../../shared/ui/Skeleton.js';

export const AuthorizedKeysCard = () => {
  const t = useT();
  const { data } = useQuery({
    queryKey: ['ssh-keys', 'authorized'],
    queryFn: async ({ signal }) => String(await body(api.GET('/api/ssh-keys/authorized', { parseAs: 'text', signal }))),
  });
  return (
    <Card
      title={t('keys.authorized')}
      description={t('keys.authorizedText')}
      action={data && <CopyButton text={data} label={t('common.copy')} />}
    >
      {data === undefined ? (
        <Skeleton className="h-20" />
      ) : (
        <pre
          tabIndex={0}
          aria-label={t('keys.authorized')}
          className="max-h-48 overflow-auto rounded-md bg-sunken px-3 py-2.5 font-mono text-xs text-ink-2"
        >
          {data}
        </pre>
      )}
    </Card>
  );
};
