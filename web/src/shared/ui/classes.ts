import { clsx, type ClassValue } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

const merge = extendTailwindMerge({ extend: { theme: { shadow: ['raised', 'float'] } } });

/** Joins class names; of two that set the same property the later one stays. */
export const cx = (...classes: ClassValue[]): string => merge(clsx(classes));
