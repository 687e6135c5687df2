import { api } from '../../../shared/api/client.js';
import type { Stream } from '../../../shared/api/types.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { ConfirmAction } from '../../../shared/ui/ConfirmAction.js';

interface DeleteStreamProps {
  stream: Stream | undefined;
  onClose: () => void;
  onDeleted?: () => Promise<unknown>;
}

export const DeleteStream = ({ stream, onClose, onDeleted }: DeleteStreamProps) => {
  const t = useT();
  return (
    <ConfirmAction
      subject={stream}
      onClose={onClose}
      run={async ({ id }) => {
        await api.DELETE('/api/streams/{id}', { params: { path: { id } } });
        await onDeleted?.();
      }}
      stale={[['streams']]}
      words={({ title }) => ({
        title: t('streams.deleteTitle', { name: title }),
        description: t('streams.deleteText'),
        confirmLabel: t('common.delete'),
        done: t('streams.deleted'),
        typeToConfirm: title,
      })}
    />
  );
};
