import { CheckIcon, CopyIcon } from '@radix-ui/react-icons';
import { useT } from '../i18n/use-t.js';
import { Button, type ButtonProps } from './Button.js';
import { IconButton } from './IconButton.js';
import { useCopied } from './use-copied.js';

interface CopyButtonProps extends Pick<ButtonProps, 'variant' | 'className'> {
  text: string;
  /** Visible label; without one only the icon shows. */
  label?: string;
}

export const CopyButton = ({ text, label, variant, className }: CopyButtonProps) => {
  const t = useT();
  const { isCopied, copy } = useCopied(text);
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
