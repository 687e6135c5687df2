import { defineEvent } from '#libs/events';

export interface BlockChange {
  blocker_id: number;
  blocked_id: number;
  blocked: boolean;
}

/** Chat stops or starts to deliver; every process keeps its memory of blocks by it. */
export const BlockChanged = defineEvent<BlockChange>('blocking.block_changed');
