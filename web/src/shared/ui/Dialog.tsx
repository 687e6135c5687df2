import { Cross2Icon } from '@radix-ui/react-icons';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { useT } from '../i18n/use-t.js';
import { cx } from './classes.js';
import { focusPanel } from './focus-panel.js';
import { IconButton } from './IconButton.js';

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons, the main one last. */
  footer?: ReactNode;
  size?: 'sm' | 'md' | 'lg' | 'xl';
  /** For secrets shown once: neither Escape nor a click outside may lose them. */
  persistent?: boolean;
}

const WIDTHS = { sm: 'sm:max-w-md', md: 'sm:max-w-lg', lg: 'sm:max-w-2xl', xl: 'sm:max-w-5xl' };

export const Dialog = ({
  open,
  onOpenChange,
  title,
  description,
  children,
  footer,
  size = 'md',
  persistent,
}: DialogProps) => {
  const t = useT();
  const keepOpen = persistent ? (event: Event) => event.preventDefault() : undefined;
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade-in bg-(--scrim)" />
        <Radix.Content
          onOpenAutoFocus={focusPanel}
          onEscapeKeyDown={keepOpen}
          onPointerDownOutside={keepOpen}
          {...(description ? {} : { 'aria-describedby': undefined })}
          className={cx(
            'fixed inset-x-0 bottom-0 z-50 flex max-h-[92dvh] flex-col rounded-t-xl bg-raised outline-none shadow-float max-sm:animate-rise-in',
            'sm:inset-x-4 sm:top-[12vh] sm:bottom-auto sm:mx-auto sm:max-h-[76vh] sm:animate-pop-in sm:rounded-xl sm:border sm:border-line',
            WIDTHS[size],
          )}
        >
          <header className="flex items-start justify-between gap-4 px-5 pt-4 pb-2">
            <div className="min-w-0 pt-1">
              <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
              {description && (
                <Radix.Description asChild>
                  <div className="mt-1 text-base text-ink-2">{description}</div>
                </Radix.Description>
              )}
            </div>
            {!persistent && (
              <Radix.Close asChild>
                <IconButton label={t('common.close')} icon={<Cross2Icon />} size="sm" className="-mr-1.5" />
              </Radix.Close>
            )}
          </header>
          {children && <div className="min-h-0 overflow-y-auto px-5 pt-2 pb-4">{children}</div>}
          {footer && (
            <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3 max-sm:pb-[max(0.75rem,env(safe-area-inset-bottom))]">
              {footer}
            </footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
};
