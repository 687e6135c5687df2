import { CopyButton } from '../../../shared/ui/CopyButton.js';

/** In two lines of even length, the way people read them to each other. */
export const Fingerprint = ({ label, value }: { label?: string; value: string }) => (
  <div className="grid gap-1">
    {label && <p className="text-sm font-medium">{label}</p>}
    <div className="flex items-center justify-between gap-2 rounded-md bg-sunken py-1 pr-1 pl-3">
      <code className="py-1 font-mono text-sm break-all">{value}</code>
      <CopyButton text={value} />
    </div>
  </div>
);
