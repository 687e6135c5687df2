import type { ComponentProps } from 'react';
import { cx } from './classes.js';

export const controlStyle =
  'w-full min-w-0 rounded-md border border-line-strong/60 bg-surface text-base text-ink shadow-raised transition-colors duration-100 ' +
  'hover:border-line-strong focus-visible:border-accent focus-visible:outline-offset-0 ' +
  'disabled:cursor-not-allowed disabled:bg-sunken disabled:text-ink-3 aria-invalid:border-bad dark:bg-sunken';

export const Input = ({ className, ...props }: ComponentProps<'input'>) => (
  <input className={cx(controlStyle, 'h-(--control) px-3', className)} {...props} />
);
