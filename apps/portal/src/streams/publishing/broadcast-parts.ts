import { Injectable } from '@nestjs/common';
import type { StreamReader } from '../engine/stream-reader.js';
import type { Broadcast } from './broadcast.js';
import type { Claim } from './stream-sessions.js';

/** What reads every broadcast. */
export interface BroadcastReaders {
  readonly all: readonly StreamReader[];
  /** Settles when what is recorded is on disk and known. */
  close(): Promise<void>;
}

/** Makes the readers of a broadcast. */
@Injectable()
export class BroadcastParts {
  async for(_claim: Claim): Promise<BroadcastReaders> {
    return { all: [], close: async () => undefined };
  }

  /** Recordings a process that ended left open are closed. */
  async recover(): Promise<void> {}

  async changeRelays(_broadcast: Broadcast): Promise<void> {}
}
