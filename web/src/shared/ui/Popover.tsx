import { Popover as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from './classes.js';

interface PopoverProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The one button it belongs to. */
  trigger: ReactNode;
  /** Read by screen readers. */
  label: string;
  side?: 'top' | 'right' | 'bottom' | 'left';
  align?: 'start' | 'center' | 'end';
  className?: string;
  children: ReactNode;
}

/** A small panel beside its button; Escape and a click elsewhere close it. */
export const Popover = ({
  open,
  onOpenChange,
  trigger,
  label,
  side = 'bottom',
  align = 'end',
  className,
  children,
}: PopoverProps) => (
  <Radix.Root open={open} onOpenChange={onOpenChange}>
    <Radix.Trigger asChild>{trigger}</Radix.Trigger>
    <Radix.Portal>
      <Radix.Content
        aria-label={label}
        side={side}
        align={align}
        sideOffset={6}
        collisionPadding={8}
        className={cx(
          'z-50 flex max-h-(--radix-popover-content-available-height) max-w-[calc(100vw-1rem)] animate-pop-in flex-col overflow-hidden rounded-lg border border-line bg-raised shadow-float outline-none',
          className,
        )}
      >
        {children}
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
);
