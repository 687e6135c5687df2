import { CheckIcon, MinusIcon } from '@radix-ui/react-icons';
import { Checkbox } from 'radix-ui';

interface SelectBoxProps {
  /** Read by screen readers; the row stands beside it. */
  label: string;
  state: boolean | 'indeterminate';
  onChange: (isSelected: boolean) => void;
}

/** The box at the beginning of a row that can be selected. */
export const SelectBox = ({ label, state, onChange }: SelectBoxProps) => (
  <Checkbox.Root
    aria-label={label}
    checked={state}
    onCheckedChange={(next) => onChange(next === true)}
    className="relative grid size-4.5 shrink-0 place-items-center rounded-sm border border-line-strong bg-surface text-on-accent after:absolute after:-inset-2.5 data-[state=checked]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:border-accent data-[state=indeterminate]:bg-accent dark:bg-sunken"
  >
    <Checkbox.Indicator>
      {state === 'indeterminate' ? <MinusIcon aria-hidden /> : <CheckIcon aria-hidden />}
    </Checkbox.Indicator>
  </Checkbox.Root>
);
