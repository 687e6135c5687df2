import { CopyButton } from '../../shared/ui/CopyButton.js';

export const CodeBlock = ({ label, text }: { label: string; text: string }) => (
  <figure className="relative">
    <pre
      tabIndex={0}
      aria-label={label}
      className="max-h-80 overflow-auto rounded-md border border-line bg-sunken px-3 py-2.5 pr-12 font-mono text-xs leading-relaxed"
    >
      {text}
    </pre>
    <CopyButton text={text} className="absolute top-1 right-1" />
  </figure>
);
