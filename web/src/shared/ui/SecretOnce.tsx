import { DownloadIcon } from '@radix-ui/react-icons';
import { useT } from '../i18n/use-t.js';
import { Button } from './Button.js';
import { CopyButton } from './CopyButton.js';
import { downloadText } from './copy-text.js';

interface SecretOnceProps {
  label: string;
  text: string;
  /** Offers the text as a file of this name. */
  fileName?: string;
}

/** A secret that will not be shown again, easy to take along. */
export const SecretOnce = ({ label, text, fileName }: SecretOnceProps) => {
  const t = useT();
  return (
    <div className="grid gap-2">
      <p className="text-sm font-medium">{label}</p>
      <pre
        tabIndex={0}
        aria-label={label}
        className="max-h-56 overflow-auto rounded-md border border-line bg-sunken px-3 py-2.5 font-mono text-sm break-all whitespace-pre-wrap select-all"
      >
        {text}
      </pre>
      <div className="flex flex-wrap gap-2">
        <CopyButton text={text} label={t('common.copy')} />
        {fileName && (
          <Button onClick={() => downloadText(fileName, text)}>
            <DownloadIcon aria-hidden />
            {t('common.download')}
          </Button>
        )}
      </div>
    </div>
  );
};
