import { useState, type ComponentProps } from 'react';
import { Input } from '../../../shared/ui/Input.js';

interface NumberInputProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'min' | 'max'> {
  value: number;
  min: number;
  max: number;
  onChange: (value: number) => void;
}

/** Only numbers within the limits are passed on; what is typed on the way there stays in the field. */
export const NumberInput = ({ value, min, max, onChange, ...input }: NumberInputProps) => {
  const [draft, setDraft] = useState<string>();
  return (
    <Input
      {...input}
      type="number"
      inputMode="decimal"
      min={min}
      max={max}
      value={draft ?? value}
      onChange={(event) => {
        const number = event.target.valueAsNumber;
        setDraft(event.target.value);
        if (number >= min && number <= max) onChange(number);
      }}
      onBlur={() => setDraft(undefined)}
    />
  );
};
