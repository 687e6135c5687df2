import { ChevronDownIcon } from '@radix-ui/react-icons';
import type { ComponentProps } from 'react';
import { cx } from './classes.js';
import { controlStyle } from './Input.js';

export interface Choice<V extends string = string> {
  value: V;
  label: string;
  hint?: string;
}

interface SelectProps extends ComponentProps<'select'> {
  choices: readonly Choice[];
}

/** The browser's own list: the right one on phones, with type-ahead and keys everywhere. */
export const Select = ({ choices, className, ...props }: SelectProps) => (
  <span className={cx('relative block', className)}>
    <select className={cx(controlStyle, 'h-(--control) appearance-none truncate pr-8 pl-3')} {...props}>
      {choices.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
    <ChevronDownIcon
      aria-hidden
      className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-ink-3"
    />
  </span>
);
