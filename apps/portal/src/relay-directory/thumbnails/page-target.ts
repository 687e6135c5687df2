import type { DevTools } from './dev-tools.js';

/** A page to take a picture of. */
export interface PageTarget {
  url: URL;
  /** Where its host is reached, whatever a resolver says. */
  relay: { host: string; port: number };
}

/** A browser of one picture. */
export interface Browser {
  tools: DevTools;
  /** Ends it and everything it started. */
  close(): Promise<void>;
}
