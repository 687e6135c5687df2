import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { api } from '../shared/api/client.js';
import { errorText } from '../shared/api/error-text.js';
import { useT } from '../shared/i18n/use-t.js';
import { toast } from '../shared/ui/toast.js';

export const useSignOut = () => {
  const router = useRouter();
  const queries = useQueryClient();
  const t = useT();
  return async (): Promise<void> => {
    try {
      await api.POST('/api/logout');
    } catch (error) {
      toast.error(errorText(error, t));
      return;
    }
    await router.navigate({ to: '/login' });
    queries.clear();
  };
};
