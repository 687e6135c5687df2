import { CheckIcon, ExclamationTriangleIcon } from '@radix-ui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { useT } from '../../../shared/i18n/use-t.js';
import { publicUrl } from '../lease-facts.js';
import { nameQuery } from '../relay-queries.js';
import type { RelayFacts } from '../relay-types.js';
import { isName } from './publish-command.js';

/** Whether a name is free, as far as anybody may know; asked again from time to time, so that a new tunnel shows here. */
export const NameState = ({ name, relay }: { name: string; relay: RelayFacts }) => {
  const wanted = useDeferredValue(name);
  return (
    <p role="status" className="min-h-5 text-sm">
      {isName(wanted) && <Answer hostname={`${wanted}.${relay.root_host}`} relay={relay} />}
    </p>
  );
};

const Answer = ({ hostname, relay }: { hostname: string; relay: RelayFacts }) => {
  const t = useT();
  const { data, isError } = useQuery(nameQuery(hostname));
  if (isError) return <span className="text-ink-3">{t('relay.nameUnknown')}</span>;
  if (!data) return <span className="text-ink-3">{t('relay.nameAsking')}</span>;
  if (!data.registered)
    return (
      <span className="inline-flex items-center gap-1.5 text-good">
        <CheckIcon aria-hidden className="shrink-0" />
        <span className="break-all">{t('relay.nameFree', { hostname })}</span>
      </span>
    );
  return (
    <span className="inline-flex items-center gap-1.5 text-warn">
      <ExclamationTriangleIcon aria-hidden className="shrink-0" />
      <span className="break-all">
        {data.service_alive ? t('relay.nameTaken', { hostname }) : t('relay.nameOffline', { hostname })}{' '}
        {data.service_alive && (
          <a
            href={publicUrl(hostname, relay)}
            target="_blank"
            rel="noreferrer"
            className="font-medium text-accent-ink underline underline-offset-4"
          >
            {t('relay.nameOpen')}
          </a>
        )}
      </span>
    </span>
  );
};
