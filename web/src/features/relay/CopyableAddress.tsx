import { CheckIcon, CopyIcon } from '@radix-ui/react-icons';
import { useEffect, useState } from 'react';
import { useT } from '../../shared/i18n/use-t.js';
import { copyText } from '../../shared/ui/copy-text.js';
import { toast } from '../../shared/ui/toast.js';
import { shortAddress } from './lease-facts.js';

const SHOWN_MS = 1600;

/** The address of an identity, short; a click copies all of it. `name` is of whom it is. */
export const CopyableAddress = ({ address, name }: { address: string; name: string }) => {
  const t = useT();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = async () => {
    if (await copyText(address)) setCopied(true);
    else toast.error(t('common.copyFailed'));
  };
  return (
    <button
      type="button"
      title={address}
      aria-label={isCopied ? t('common.copied') : t('relay.copyIdentity', { name })}
      onClick={() => void copy()}
      className="inline-flex min-h-6 items-center gap-1.5 rounded-sm font-mono text-xs whitespace-nowrap text-ink-2 hover:text-ink"
    >
      {shortAddress(address)}
      {isCopied ? <CheckIcon aria-hidden className="text-good" /> : <CopyIcon aria-hidden className="text-ink-3" />}
    </button>
  );
};
