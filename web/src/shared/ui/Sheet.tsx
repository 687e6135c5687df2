import { Cross2Icon } from '@radix-ui/react-icons';
import { Dialog as Radix } from 'radix-ui';
import { useT } from '../i18n/use-t.js';
import { cx } from './classes.js';
import type { DialogProps } from './Dialog.js';
import { IconButton } from './IconButton.js';

type SheetProps = Omit<DialogProps, 'size' | 'persistent'>;

/** A panel from the right edge; on phones it takes the whole screen. For forms too long for a dialog. */
export const Sheet = ({ open, onOpenChange, title, description, children, footer }: SheetProps) => {
  const t = useT();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade-in bg-(--scrim)" />
        <Radix.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          className={cx(
            'fixed inset-y-0 right-0 z-50 flex w-full animate-slide-in flex-col bg-raised shadow-float',
            'sm:w-[min(32rem,92vw)] sm:border-l sm:border-line',
          )}
        >
          <header className="flex items-start justify-between gap-4 border-b border-line px-5 py-3">
            <div className="min-w-0 pt-1">
              <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
              {description && <Radix.Description className="text-sm text-ink-2">{description}</Radix.Description>}
            </div>
            <Radix.Close asChild>
              <IconButton label={t('common.close')} icon={<Cross2Icon />} size="sm" className="-mr-1.5" />
            </Radix.Close>
          </header>
          <div className="min-h-0 grow overflow-y-auto px-5 py-5">{children}</div>
          {footer && (
            <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
              {footer}
            </footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
};
