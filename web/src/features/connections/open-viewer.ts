import { useRouter } from '@tanstack/react-router';
import type { Connection, Service } from '../../shared/api/types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { toast } from '../../shared/ui/toast.js';

/** Opens the viewer of a connection; for a type without one it says where the connection points. */
export const useOpenConnection = () => {
  const router = useRouter();
  const t = useT();
  return ({ name, host, port, url }: Pick<Connection, 'name' | 'host' | 'port' | 'url'>): void => {
    if (url) router.history.push(url);
    else toast.message(name, { description: t('connections.noViewer', { address: `${host}:${port}` }) });
  };
};

export const useOpenService = () => {
  const router = useRouter();
  const t = useT();
  return ({ name, url }: Pick<Service, 'name' | 'url'>): void => {
    if (url) router.history.push(url);
    else toast.message(name, { description: t('errors.viewer.none') });
  };
};
