import { cva, type VariantProps } from 'class-variance-authority';
import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cx } from './classes.js';
import { Spinner } from './Spinner.js';

const buttonStyle = cva(
  'relative inline-flex shrink-0 items-center justify-center gap-2 rounded-md font-medium whitespace-nowrap select-none ' +
    'transition-colors duration-100 disabled:pointer-events-none disabled:opacity-50 aria-disabled:opacity-50 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary: 'bg-accent text-on-accent hover:bg-accent-hover',
        secondary: 'border border-line bg-surface text-ink shadow-raised hover:border-line-strong hover:bg-hover',
        ghost: 'text-ink-2 hover:bg-hover hover:text-ink',
        danger: 'bg-bad text-on-bad hover:bg-bad-hover',
        link: 'text-accent-ink underline-offset-4 hover:underline',
      },
      size: {
        sm: 'h-(--control-sm) px-2.5 text-sm',
        md: 'h-(--control) px-3.5 text-base',
        icon: 'size-(--control)',
        'icon-sm': 'size-(--control-sm)',
        inline: 'h-auto p-0 after:absolute after:-inset-1',
      },
    },
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
);

export interface ButtonProps extends ComponentProps<'button'>, VariantProps<typeof buttonStyle> {
  /** Shows a spinner in place of the label, keeps the width and refuses further clicks. */
  busy?: boolean;
  /** Renders the only child (a link) with the look of a button. */
  asChild?: boolean;
}

export const Button = ({
  variant,
  size,
  busy = false,
  asChild = false,
  className,
  children,
  ...props
}: ButtonProps) => {
  const style = cx(buttonStyle({ variant, size }), className);
  if (asChild) {
    return (
      <Slot.Root className={style} {...props}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button type="button" className={style} {...props} disabled={props.disabled || busy} aria-busy={busy || undefined}>
      <span className={cx('inline-flex items-center gap-2', busy && 'invisible')}>{children}</span>
      {busy && (
        <span className="absolute inset-0 grid place-items-center">
          <Spinner />
        </span>
      )}
    </button>
  );
};
