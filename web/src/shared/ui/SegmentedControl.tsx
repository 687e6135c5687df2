import { ToggleGroup } from 'radix-ui';
import { cx } from './classes.js';
import type { Choice } from './Select.js';

interface SegmentedControlProps<V extends string> {
  value: V;
  onChange: (value: V) => void;
  choices: readonly Choice<V>[];
  label: string;
  className?: string;
}

export const SegmentedControl = <V extends string>({
  value,
  onChange,
  choices,
  label,
  className,
}: SegmentedControlProps<V>) => (
  <ToggleGroup.Root
    type="single"
    value={value}
    onValueChange={(next) => next && onChange(next as V)}
    aria-label={label}
    className={cx('inline-flex max-w-full flex-wrap rounded-md border border-line bg-sunken p-0.5', className)}
  >
    {choices.map((choice) => (
      <ToggleGroup.Item
        key={choice.value}
        value={choice.value}
        className="h-[calc(var(--control)-6px)] grow rounded-[0.3rem] px-3 text-sm font-medium whitespace-nowrap text-ink-2 hover:text-ink data-[state=on]:bg-surface data-[state=on]:text-ink data-[state=on]:shadow-raised dark:data-[state=on]:bg-raised"
      >
        {choice.label}
      </ToggleGroup.Item>
    ))}
  </ToggleGroup.Root>
);
