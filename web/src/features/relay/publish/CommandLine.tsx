import { Fragment } from 'react';
import { useT } from '../../../shared/i18n/use-t.js';
import { CopyButton } from '../../../shared/ui/CopyButton.js';

/** A command to run, whole, with a button that takes it along. `label` says which. */
export const CommandLine = ({ label, text }: { label: string; text: string }) => {
  const t = useT();
  return (
    <div className="flex flex-col gap-2 rounded-md border border-line bg-sunken p-2 sm:flex-row sm:items-center">
      <pre aria-label={label} className="min-w-0 grow px-1.5 py-1 font-mono text-sm break-words whitespace-pre-wrap">
        <code>
          {text.split(' ').map((word, index) => (
            <Fragment key={index}>
              {index > 0 && ' '}
              {/* A line could end within an option otherwise, after one of its hyphens. */}
              {word.startsWith('-') ? <span className="whitespace-nowrap">{word}</span> : word}
            </Fragment>
          ))}
        </code>
      </pre>
      <CopyButton text={text} label={t('common.copy')} className="shrink-0" />
    </div>
  );
};
