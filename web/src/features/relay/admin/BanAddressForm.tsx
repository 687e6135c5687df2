import { useId, useState, type SubmitEvent } from 'react';
import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import { Input } from '../../../shared/ui/Input.js';

/** Roughly; the portal reads it exactly. */
const LIKE_AN_IP = /^(\d{1,3}(\.\d{1,3}){3}|[\da-f:.]*:[\da-f:.]*)$/i;

/** Asks for an address to ban; whoever renders it asks once more. */
export const BanAddressForm = ({ onBan }: { onBan: (ip: string) => void }) => {
  const t = useT();
  const id = useId();
  const [text, setText] = useState('');
  const [isWrong, setWrong] = useState(false);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const ip = text.trim();
    if (!LIKE_AN_IP.test(ip)) return setWrong(true);
    onBan(ip);
    setText('');
  };
  return (
    <form onSubmit={submit} noValidate className="grid gap-1.5 px-5 py-4">
      <label htmlFor={id} className="text-sm font-medium">
        {t('relay.ipAddress')}
      </label>
      <div className="flex gap-2">
        <Input
          id={id}
          value={text}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={isWrong || undefined}
          aria-describedby={isWrong ? `${id}-error` : undefined}
          className="font-mono text-sm"
          onChange={(event) => {
            setText(event.target.value);
            setWrong(false);
          }}
        />
        <Button type="submit">{t('relay.banAddress')}</Button>
      </div>
      {isWrong && (
        <p id={`${id}-error`} role="alert" className="text-sm text-bad">
          {t('relay.notAnIp')}
        </p>
      )}
    </form>
  );
};
