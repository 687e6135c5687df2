import { Cross2Icon } from '@radix-ui/react-icons';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { useT } from '../i18n/use-t.js';
import { focusPanel } from './focus-panel.js';
import { IconButton } from './IconButton.js';

interface SheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  children: ReactNode;
  /** Buttons below the content, the main one last. */
  footer?: ReactNode;
  /** For forms: a click beside the panel must not lose what was typed. */
  keepOnOutsideClick?: boolean;
  /** The content brings its own `SheetBody` and `SheetFooter`. */
  bare?: boolean;
}

/** A panel from the right edge; on phones it takes the whole screen. For forms too long for a dialog. */
export const Sheet = ({ open, onOpenChange, title, children, footer, keepOnOutsideClick, bare }: SheetProps) => {
  const t = useT();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade-in bg-(--scrim)" />
        <Radix.Content
          aria-describedby={undefined}
          onOpenAutoFocus={focusPanel}
          onPointerDownOutside={(event) => keepOnOutsideClick && event.preventDefault()}
          className="fixed inset-y-0 right-0 z-50 flex w-full animate-slide-in outline-none flex-col bg-raised shadow-float sm:w-[min(32rem,92vw)] sm:border-l sm:border-line"
        >
          <header className="flex items-center justify-between gap-4 border-b border-line px-5 py-2.5">
            <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
            <Radix.Close asChild>
              <IconButton label={t('common.close')} icon={<Cross2Icon />} size="sm" className="-mr-1.5" />
            </Radix.Close>
          </header>
          {bare ? children : <SheetBody>{children}</SheetBody>}
          {footer && <SheetFooter>{footer}</SheetFooter>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
};

export const SheetBody = ({ children }: { children: ReactNode }) => (
  <div className="min-h-0 grow overflow-y-auto px-5 py-5">{children}</div>
);

/** Buttons, the main one last. */
export const SheetFooter = ({ children }: { children: ReactNode }) => (
  <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
    {children}
  </footer>
);
