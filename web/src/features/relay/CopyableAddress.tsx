import { CheckIcon, CopyIcon } from '@radix-ui/react-icons';
import { useT } from '../../shared/i18n/use-t.js';
import { useCopied } from '../../shared/ui/use-copied.js';
import { shortAddress } from './lease-facts.js';

/** The address of an identity, short; a click copies all of it. `name` is of whom it is. */
export const CopyableAddress = ({ address, name }: { address: string; name: string }) => {
  const t = useT();
  const { isCopied, copy } = useCopied(address);
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
