import { useMutation, useQueryClient } from '@tanstack/react-query';
import { errorText } from '../../../shared/api/error-text.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { toast } from '../../../shared/ui/toast.js';
import { decideIp } from '../relay-queries.js';

export const useUnbanIp = () => {
  const t = useT();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (ip: string) => decideIp(ip, false),
    onSuccess: (_, ip) => toast.success(t('relay.unbanIpDone', { ip })),
    onError: (error) => toast.error(errorText(error, t)),
    onSettled: () => queries.invalidateQueries({ queryKey: ['relay'] }),
  });
};
