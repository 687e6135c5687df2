import type { Traffic } from './callers.js';
import type { Problem } from './problem.js';

/**
 * | state | means |
 * |---|---|
 * | connecting | not reached yet, or lost: trying |
 * | waiting | registered, but the operator lets it route nothing yet, or no longer |
 * | checking | the self-probe has not proven yet that the relay passes TLS through; callers wait |
 * | online | callers are served |
 * | refused | given up for good; `problem` says why |
 * | closed | ended from here |
 */
export type RelayState = 'connecting' | 'waiting' | 'checking' | 'online' | 'refused' | 'closed';

export interface RelayStatus extends Traffic {
  relay: string;
  state: RelayState;
  /** Known from the first registration on. */
  publicUrl: string | undefined;
  /** `host:port` */
  tcpAddress: string | undefined;
  udpAddress: string | undefined;
  /** Reverse sessions waiting for a caller. */
  ready: number;
  /** The last one; it may be over. */
  problem: Problem | undefined;
}
