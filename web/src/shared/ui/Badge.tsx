import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { cx } from './classes.js';

const style = cva(
  'inline-flex items-center gap-1.5 rounded-sm px-1.5 py-0.5 align-middle text-xs font-medium whitespace-nowrap',
  {
    variants: {
      tone: {
        neutral: 'bg-sunken text-ink-2',
        accent: 'bg-accent-soft text-accent-ink',
        good: 'bg-good-soft text-good',
        warn: 'bg-warn-soft text-warn',
        bad: 'bg-bad-soft text-bad',
      },
    },
    defaultVariants: { tone: 'neutral' },
  },
);

interface BadgeProps extends ComponentProps<'span'>, VariantProps<typeof style> {
  /** A dot before the text: for states, so that colour is never the only sign. */
  dot?: boolean;
}

export const Badge = ({ tone, dot, className, children, ...props }: BadgeProps) => (
  <span className={cx(style({ tone }), className)} {...props}>
    {dot && <span aria-hidden className="size-1.5 rounded-full bg-current" />}
    {children}
  </span>
);
