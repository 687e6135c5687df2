import { Cross2Icon, ExternalLinkIcon } from '@radix-ui/react-icons';
import { Dialog as Radix } from 'radix-ui';
import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import { focusPanel } from '../../../shared/ui/focus-panel.js';
import { IconButton } from '../../../shared/ui/IconButton.js';

interface LightboxProps {
  url: string;
  label: string;
  onClose: () => void;
}

/** A picture as large as the window allows. */
export const Lightbox = ({ url, label, onClose }: LightboxProps) => {
  const t = useT();
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade-in bg-[rgb(0_0_0/0.85)]" />
        <Radix.Content
          aria-describedby={undefined}
          onOpenAutoFocus={focusPanel}
          onClick={onClose}
          className="fixed inset-0 z-50 flex flex-col items-center justify-center gap-3 p-4 outline-none sm:p-10"
        >
          <Radix.Title className="sr-only">{label}</Radix.Title>
          <img src={url} alt={label} className="max-h-full min-h-0 max-w-full rounded-md object-contain" />
          <div className="absolute top-3 right-3 flex gap-1 rounded-lg bg-raised p-1 shadow-float">
            <Button asChild variant="ghost" size="icon">
              <a href={url} target="_blank" rel="noopener" aria-label={t('chat.openOriginal')}>
                <ExternalLinkIcon aria-hidden />
              </a>
            </Button>
            <Radix.Close asChild>
              <IconButton label={t('common.close')} tooltip="bottom" icon={<Cross2Icon />} />
            </Radix.Close>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
};
