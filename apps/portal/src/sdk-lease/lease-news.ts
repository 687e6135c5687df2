import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CommitLog } from '#libs/events';

const TOPIC = 'leases';

export interface LeaseNewsReader {
  /** The lease of this identity was registered, replaced or ended; renewals are no news. */
  onChange(identityKey: string): void;
  /** Changes may have been missed: ask the tables. */
  onGap(): void;
}

/** Tells every process whose lease is another now: with the commit that makes it so, or not at all. */
@Injectable()
export class LeaseNews {
  constructor(private readonly commits: CommitLog) {}

  /** Whether a change that is committed now is told here. */
  get isHearing(): boolean {
    return this.commits.isHearing;
  }

  /** Resolves when this process has been told of all changes that are committed by now. */
  caughtUp(): Promise<void> {
    return this.commits.caughtUp();
  }

  /** The one reader of this process. */
  follow({ onChange, onGap }: LeaseNewsReader): Promise<void> {
    return this.commits.open(TOPIC, { onNote: onChange, onGap });
  }

  async tell(identityKeys: readonly string[], tx: EntityManager): Promise<void> {
    if (identityKeys.length > 0) await this.commits.note(TOPIC, identityKeys, tx);
  }
}
