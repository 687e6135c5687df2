import { useId, type ReactNode } from 'react';
import { cx } from './classes.js';

interface CardProps {
  title?: ReactNode;
  description?: ReactNode;
  action?: ReactNode;
  footer?: ReactNode;
  children?: ReactNode;
  /** Content reaches the edges (lists, tables). */
  flush?: boolean;
  className?: string;
}

export const Card = ({ title, description, action, footer, children, flush, className }: CardProps) => {
  const id = useId();
  return (
    <section
      aria-labelledby={title ? id : undefined}
      className={cx('overflow-hidden rounded-lg border border-line bg-surface shadow-raised', className)}
    >
      {(title || action) && (
        <header
          className={cx(
            'flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-5 pt-4',
            flush ? 'pb-3' : 'pb-4',
          )}
        >
          {/* Beside an action, a title keeps enough of a phone's width to be read; the action goes below it otherwise. */}
          <div className="min-w-0 grow basis-52">
            <h2 id={id} className="text-base font-semibold">
              {title}
            </h2>
            {description && <p className="mt-0.5 text-sm text-ink-2">{description}</p>}
          </div>
          {action && <div className="flex shrink-0 items-center gap-2">{action}</div>}
        </header>
      )}
      {children && (
        <div
          className={
            flush ? undefined : cx('px-5 pb-4 has-[>:only-child:empty]:hidden', title || action ? 'pt-1' : 'pt-4')
          }
        >
          {children}
        </div>
      )}
      {footer && (
        <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-5 py-3">
          {footer}
        </footer>
      )}
    </section>
  );
};
