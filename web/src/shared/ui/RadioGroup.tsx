import { RadioGroup as Radix } from 'radix-ui';
import { useId } from 'react';
import type { Choice } from './Select.js';

interface RadioGroupProps<V extends string> {
  value: V;
  onChange: (value: V) => void;
  choices: readonly Choice<V>[];
  label: string;
}

/** Radio buttons as cards, each with room for a sentence. */
export const RadioGroup = <V extends string>({ value, onChange, choices, label }: RadioGroupProps<V>) => {
  const id = useId();
  return (
    <Radix.Root value={value} onValueChange={(next) => onChange(next as V)} aria-label={label} className="grid gap-2">
      {choices.map((choice) => (
        <label
          key={choice.value}
          htmlFor={`${id}-${choice.value}`}
          className="flex cursor-pointer items-start gap-3 rounded-md border border-line bg-surface p-3 transition-colors duration-100 hover:border-line-strong has-data-[state=checked]:border-accent has-data-[state=checked]:bg-accent-soft"
        >
          <Radix.Item
            id={`${id}-${choice.value}`}
            value={choice.value}
            className="mt-0.5 grid size-4.5 shrink-0 place-items-center rounded-full border border-line-strong bg-surface data-[state=checked]:border-accent"
          >
            <Radix.Indicator className="size-2.5 rounded-full bg-accent" />
          </Radix.Item>
          <span className="min-w-0">
            <span className="block font-medium">{choice.label}</span>
            {choice.hint && <span className="block text-sm text-ink-2">{choice.hint}</span>}
          </span>
        </label>
      ))}
    </Radix.Root>
  );
};
