import { Badge } from '../../shared/ui/Badge.js';

const TONES = { GET: 'accent', POST: 'good', PUT: 'warn', PATCH: 'warn', DELETE: 'bad' } as const;

export const MethodBadge = ({ method }: { method: string }) => (
  <Badge tone={TONES[method as keyof typeof TONES]} className="w-14 justify-center font-mono">
    {method}
  </Badge>
);
