import { Cross2Icon } from '@radix-ui/react-icons';
import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import { Progress } from '../../../shared/ui/Progress.js';
import type { Attachment } from './use-attachments.js';

export const AttachmentTray = ({ items, onDrop }: { items: readonly Attachment[]; onDrop: (id: number) => void }) => {
  const t = useT();
  if (items.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-2 px-3 pt-3">
      {items.map(({ id, name, preview, progress, url, problem }) => (
        <li key={id} className="relative w-28">
          <img src={preview} alt={name} className="h-20 w-full rounded-md border border-line bg-sunken object-cover" />
          <Button
            variant="secondary"
            size="icon-sm"
            aria-label={t('chat.removeImage', { name })}
            onClick={() => onDrop(id)}
            className="absolute -top-2 -right-2 size-6 rounded-full"
          >
            <Cross2Icon aria-hidden />
          </Button>
          <div className="mt-1.5 min-h-1.5">
            {problem ? (
              <p role="alert" className="text-xs text-bad">
                {t('chat.uploadFailed', { reason: problem })}
              </p>
            ) : (
              !url && <Progress value={progress} label={t('chat.uploading', { name })} />
            )}
          </div>
        </li>
      ))}
    </ul>
  );
};
