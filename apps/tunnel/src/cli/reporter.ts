import type { Writable } from 'node:stream';
import type { Tunnel } from '../tunnel.js';

/** Shows what happens to tunnels, from before their first event on. */
export interface Reporter {
  attach(tunnel: Tunnel): void;
  /** Leaves the terminal as it was found; the last words come after it. */
  close(): Promise<void>;
}

export interface Output extends Writable {
  isTTY?: boolean;
  columns?: number;
  rows?: number;
}

export interface ReporterOptions {
  out: Output;
  color: boolean;
}
