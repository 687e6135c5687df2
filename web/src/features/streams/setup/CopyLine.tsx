import { CopyButton } from '../../../shared/ui/CopyButton.js';

interface CopyLineProps {
  label: string;
  text: string;
  /** What stands in the place of a secret that is not here cannot be copied. */
  isWords?: boolean;
}

/** One field of an encoder, with what to put into it. */
export const CopyLine = ({ label, text, isWords }: CopyLineProps) => (
  <div className="grid items-center gap-x-4 gap-y-1 sm:grid-cols-[8rem_1fr]">
    <dt className="text-sm text-ink-2">{label}</dt>
    <dd className="flex min-w-0 items-center gap-2">
      {isWords ? (
        <span className="min-w-0 text-ink-2">{text}</span>
      ) : (
        <>
          <code className="min-w-0 grow rounded-md border border-line bg-sunken px-2.5 py-1.5 text-sm break-all">
            {text}
          </code>
          <CopyButton text={text} />
        </>
      )}
    </dd>
  </div>
);
