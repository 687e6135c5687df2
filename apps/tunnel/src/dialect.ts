import { printable } from './printable.js';
import { TunnelError } from './problem.js';

/** Generations of the tunnel protocol this client speaks. 6 and 7 differ from 5 in nothing it uses. */
export type ProtocolVersion = '5' | '6' | '7' | '8';

export interface Dialect {
  version: ProtocolVersion;
  /** Of `/sdk/connect`. */
  connectHeaders: readonly string[];
  connectStatus: 200 | 101;
}

const KEEP_ALIVE = { connectHeaders: ['Connection: keep-alive'], connectStatus: 200 } as const;
const UPGRADE = { connectHeaders: ['Connection: Upgrade', 'Upgrade: raw'], connectStatus: 101 } as const;

const DIALECTS: Record<ProtocolVersion, Dialect> = {
  '5': { version: '5', ...KEEP_ALIVE },
  '6': { version: '6', ...KEEP_ALIVE },
  '7': { version: '7', ...KEEP_ALIVE },
  '8': { version: '8', ...UPGRADE },
};

/** Without a wish, what the relay speaks. @throws TunnelError relay.incompatible */
export function dialectOf(spoken: string, wanted: ProtocolVersion | undefined): Dialect {
  const version = spoken.trim();
  const dialect = Object.hasOwn(DIALECTS, version) ? DIALECTS[version as ProtocolVersion] : undefined;
  if (dialect && (wanted === undefined || wanted === version)) return dialect;
  const own = wanted ?? Object.keys(DIALECTS).join(', ');
  throw new TunnelError(
    'relay.incompatible',
    `the relay speaks tunnel protocol ${printable(version) || '(none)'}, this client ${own}`,
  );
}
