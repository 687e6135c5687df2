import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { pausePush } from '../features/notifications/push.js';
import { api } from '../shared/api/client.js';
import { errorText } from '../shared/api/error-text.js';
import { useT } from '../shared/i18n/use-t.js';
import { useShellActions } from './shell-actions.js';
import { toast } from '../shared/ui/toast.js';

export const useSignOut = () => {
  const router = useRouter();
  const queries = useQueryClient();
  const t = useT();
  const { setLive } = useShellActions();
  return async (): Promise<void> => {
    setLive(false);
    try {
      // Best effort: without the push service nobody could sign out.
      await pausePush().catch(() => undefined);
      await api.POST('/api/logout');
    } catch (error) {
      setLive(true);
      toast.error(errorText(error, t));
      return;
    }
    await router.navigate({ to: '/login' });
    queries.clear();
  };
};
