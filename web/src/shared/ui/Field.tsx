import { Slot } from 'radix-ui';
import { useId, type ReactElement, type ReactNode } from 'react';
import { cx } from './classes.js';

interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  error?: string;
  /** Shown at the end of the label's line: "optional", or a small action. */
  note?: ReactNode;
  /** The one control; it gets the id and the aria attributes. */
  children: ReactElement;
  className?: string;
}

export const Field = ({ label, hint, error, note, children, className }: FieldProps) => {
  const id = useId();
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  return (
    <div className={cx('grid gap-1.5', className)}>
      <div className="flex items-baseline justify-between gap-2">
        <label htmlFor={id} className="text-sm font-medium text-ink">
          {label}
        </label>
        {note && <span className="text-xs text-ink-3">{note}</span>}
      </div>
      <Slot.Root id={id} aria-describedby={describedBy} aria-invalid={error ? true : undefined}>
        {children}
      </Slot.Root>
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-ink-3">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} role="alert" className="text-sm text-bad">
          {error}
        </p>
      )}
    </div>
  );
};

/** A switch with its label left and the control right, as lists of settings have it. */
export const SwitchField = ({ label, hint, children }: Pick<FieldProps, 'label' | 'hint' | 'children'>) => {
  const id = useId();
  return (
    <div className="flex items-start justify-between gap-4">
      <div className="min-w-0">
        <label htmlFor={id} className="text-base font-medium">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="text-sm text-ink-3">
            {hint}
          </p>
        )}
      </div>
      <Slot.Root id={id} aria-describedby={hint ? `${id}-hint` : undefined}>
        {children}
      </Slot.Root>
    </div>
  );
};
