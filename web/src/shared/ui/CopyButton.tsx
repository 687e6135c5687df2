import { CheckIcon, CopyIcon } from '@radix-ui/react-icons';
import { useEffect, useState } from 'react';
import { useT } from '../i18n/use-t.js';
import { Button, type ButtonProps } from './Button.js';
import { copyText } from './copy-text.js';
import { IconButton } from './IconButton.js';
import { toast } from './toast.js';

interface CopyButtonProps extends Pick<ButtonProps, 'variant' | 'className'> {
  text: string;
  /** Visible label; without one only the icon shows. */
  label?: string;
}

const SHOWN_MS = 1600;

export const CopyButton = ({ text, label, variant, className }: CopyButtonProps) => {
  const t = useT();
  const [isCopied, setCopied] = useState(false);

  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);

  const copy = async () => {
    if (await copyText(text)) setCopied(true);
    else toast.error(t('common.copyFailed'));
  };
  const icon = isCopied ? <CheckIcon className="text-good" aria-hidden /> : <CopyIcon aria-hidden />;
  const said = isCopied ? t('common.copied') : t('common.copy');
  if (!label)
    return <IconButton label={said} icon={icon} size="sm" variant={variant} className={className} onClick={copy} />;
  return (
    <Button variant={variant} className={className} onClick={copy}>
      {icon}
      {isCopied ? t('common.copied') : label}
    </Button>
  );
};
