import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, body } from '../../../shared/api/client.js';
import { errorText } from '../../../shared/api/error-text.js';
import type { Stream } from '../../../shared/api/types.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.js';
import { toast } from '../../../shared/ui/toast.js';
import { LIVE } from '../stream-states.js';
import { KeyDialog } from './KeyDialog.js';

interface ReplaceKeyProps {
  /** The dialog is open while there is one. */
  stream: Stream | undefined;
  onClose: () => void;
}

/** Asks first, for it throws a publisher out; then shows the new key. */
export const ReplaceKey = ({ stream, onClose }: ReplaceKeyProps) => {
  const t = useT();
  const queries = useQueryClient();
  const replace = useMutation({
    mutationFn: (id: number) => body(api.POST('/api/streams/{id}/regenerate-key', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['streams'] }),
    onError: (error) => {
      toast.error(errorText(error, t));
      onClose();
    },
  });
  if (!stream) return null;
  const close = () => {
    replace.reset();
    onClose();
  };
  if (replace.data) return <KeyDialog stream={replace.data} onClose={close} />;
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && close()}
      title={t('streams.replaceTitle', { name: stream.title })}
      description={stream.is_live === LIVE ? t('streams.replaceLiveText') : t('streams.replaceText')}
      confirmLabel={t('streams.replaceKey')}
      busy={replace.isPending}
      onConfirm={() => replace.mutate(stream.id)}
    />
  );
};
