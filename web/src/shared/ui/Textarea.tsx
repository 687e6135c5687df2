import type { ComponentProps } from 'react';
import { cx } from './classes.js';
import { controlStyle } from './Input.js';

export const Textarea = ({ className, rows = 4, ...props }: ComponentProps<'textarea'>) => (
  <textarea rows={rows} className={cx(controlStyle, 'resize-y px-3 py-2', className)} {...props} />
);
