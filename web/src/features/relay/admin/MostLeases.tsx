import { useState } from 'react';
import { useT } from '../../../shared/i18n/use-t.js';
import { Field } from '../../../shared/ui/Field.js';
import { Input } from '../../../shared/ui/Input.js';

interface MostLeasesProps {
  label: string;
  value: number;
  onChange: (value: number) => void;
}

/** A number that counts once it is left or Enter is pressed; Escape takes it back. */
export const MostLeases = ({ label, value, onChange }: MostLeasesProps) => {
  const t = useT();
  const [text, setText] = useState(String(value));
  const isWrong = !/^\d{1,6}$/.test(text.trim());
  const commit = () => {
    if (!isWrong && Number(text) !== value) onChange(Number(text));
  };
  return (
    <Field label={label} hint={t('relay.mostHint')} error={isWrong ? t('common.notANumber') : undefined}>
      <Input
        inputMode="numeric"
        autoComplete="off"
        className="max-w-32"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={commit}
        onKeyDown={({ key }) => {
          if (key === 'Enter') commit();
          if (key === 'Escape') setText(String(value));
        }}
      />
    </Field>
  );
};
