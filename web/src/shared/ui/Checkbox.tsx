import { CheckIcon } from '@radix-ui/react-icons';
import { Checkbox as Radix } from 'radix-ui';
import { useId, type ComponentProps, type ReactNode } from 'react';

interface CheckboxProps extends Omit<ComponentProps<typeof Radix.Root>, 'children'> {
  label: ReactNode;
  hint?: ReactNode;
}

export const Checkbox = ({ label, hint, ...props }: CheckboxProps) => {
  const id = useId();
  return (
    <div className="flex items-start gap-2.5">
      <Radix.Root
        id={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="relative mt-0.5 grid size-4.5 shrink-0 place-items-center rounded-sm border border-line-strong bg-surface text-on-accent after:absolute after:-inset-2.5 data-[state=checked]:border-accent data-[state=checked]:bg-accent dark:bg-sunken"
        {...props}
      >
        <Radix.Indicator>
          <CheckIcon aria-hidden />
        </Radix.Indicator>
      </Radix.Root>
      <div className="min-w-0">
        <label htmlFor={id}>{label}</label>
        {hint && (
          <p id={`${id}-hint`} className="text-sm text-ink-3">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
};
