import { DataSource } from 'typeorm';
import { Block } from './block.entity.js';

const NOBODY: ReadonlySet<number> = new Set();

/** Everybody's blocks, in both directions, in memory: delivery asks for each receiver of each message. */
export class BlockCache {
  private readonly blocked = new Map<number, Set<number>>();
  private readonly blockers = new Map<number, Set<number>>();
  private reading: Promise<void> = Promise.resolve();

  constructor(private readonly dataSource: DataSource) {}

  blockedBy(userId: number): ReadonlySet<number> {
    return this.blocked.get(userId) ?? NOBODY;
  }

  blockersOf(userId: number): ReadonlySet<number> {
    return this.blockers.get(userId) ?? NOBODY;
  }

  load(): Promise<void> {
    return this.inTurn(async () => {
      const rows = await this.dataSource.manager.find(Block, { select: { blockerId: true, blockedId: true } });
      this.blocked.clear();
      this.blockers.clear();
      for (const { blockerId, blockedId } of rows) this.add(blockerId, blockedId);
    });
  }

  /** Reads the list of one blocker again. */
  refresh(blockerId: number): Promise<void> {
    return this.inTurn(async () => {
      const rows = await this.dataSource.manager.findBy(Block, { blockerId });
      for (const blockedId of [...this.blockedBy(blockerId)]) this.remove(blockerId, blockedId);
      for (const { blockedId } of rows) this.add(blockerId, blockedId);
    });
  }

  /** The account is gone, and its blocks with it. */
  forget(userId: number): Promise<void> {
    return this.inTurn(async () => {
      for (const blockedId of [...this.blockedBy(userId)]) this.remove(userId, blockedId);
      for (const blockerId of [...this.blockersOf(userId)]) this.remove(blockerId, userId);
    });
  }

  /** One after the other: an older answer of the database must not overwrite a newer one. */
  private inTurn(read: () => Promise<void>): Promise<void> {
    const turn = this.reading.then(read);
    this.reading = turn.catch(() => undefined);
    return turn;
  }

  private add(blockerId: number, blockedId: number): void {
    link(this.blocked, blockerId, blockedId);
    link(this.blockers, blockedId, blockerId);
  }

  private remove(blockerId: number, blockedId: number): void {
    unlink(this.blocked, blockerId, blockedId);
    unlink(this.blockers, blockedId, blockerId);
  }
}

const link = (map: Map<number, Set<number>>, from: number, to: number): void => {
  const known = map.get(from);
  if (known) known.add(to);
  else map.set(from, new Set([to]));
};

const unlink = (map: Map<number, Set<number>>, from: number, to: number): void => {
  const known = map.get(from);
  known?.delete(to);
  if (known?.size === 0) map.delete(from);
};
