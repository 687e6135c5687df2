import { Progress as Radix } from 'radix-ui';

/** `value` in percent; without one the bar only says that work goes on. */
export const Progress = ({ value, label }: { value?: number; label: string }) => (
  <Radix.Root
    value={value ?? null}
    aria-label={label}
    className="relative h-1.5 w-full overflow-hidden rounded-full bg-line"
  >
    <Radix.Indicator
      className="h-full rounded-full bg-accent transition-[width] duration-200 data-[state=indeterminate]:w-1/3 data-[state=indeterminate]:animate-sweep"
      style={value === undefined ? undefined : { width: `${Math.min(100, Math.max(0, value))}%` }}
    />
  </Radix.Root>
);
