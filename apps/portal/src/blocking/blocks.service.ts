import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DomainError } from '#libs/contracts';
import { EventBus } from '#libs/events';
import type { Principal } from '../auth/principal.js';
import { AccountsService, User } from '../users/index.js';
import { UserDeleted } from '../users/users.events.js';
import { BlockCache } from './block-cache.js';
import { Block } from './block.entity.js';
import { BlockChanged } from './blocking.events.js';
import type { BlockedUser } from './blocking.dto.js';

export const MAX_BLOCKS_PER_USER = 1_000;

/** Whom somebody blocked, as `user_blocked` and `user_unblocked` tell it. */
export interface BlockedAccount {
  user_id: number;
  username: string;
}

/** Who does not want to see whom. Questions are answered from memory; other processes follow within moments. */
@Injectable()
export class Blocks implements OnModuleInit {
  private readonly cache: BlockCache;

  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: AccountsService,
    private readonly events: EventBus,
  ) {
    this.cache = new BlockCache(dataSource);
  }

  async onModuleInit(): Promise<void> {
    this.events.onEverywhere(BlockChanged, ({ blocker_id }) => this.cache.refresh(blocker_id));
    this.events.onEverywhere(UserDeleted, ({ id }) => this.cache.forget(id));
    this.events.onGap(() => this.cache.load());
    await this.cache.load();
  }

  /** Those who do not want to see what `userId` writes. */
  blockersOf(userId: number): ReadonlySet<number> {
    return this.cache.blockersOf(userId);
  }

  /** Whether either of them blocked the other. */
  isBlockedBetween(a: number, b: number): boolean {
    return this.cache.blockedBy(a).has(b) || this.cache.blockedBy(b).has(a);
  }

  /** Who blocked `userId` or was blocked by it. */
  apartFrom(userId: number): ReadonlySet<number> {
    const blockers = this.cache.blockersOf(userId);
    const blocked = this.cache.blockedBy(userId);
    return blocked.size === 0 ? blockers : new Set([...blockers, ...blocked]);
  }

  /** Of each pair, whether either blocked the other, as the table says: blocks of other processes count once they were answered. */
  async areApart(
    pairs: readonly (readonly [number, number])[],
    db: EntityManager = this.dataSource.manager,
  ): Promise<boolean[]> {
    const rows = (await db.query(
      `SELECT EXISTS (SELECT 1 FROM blocks WHERE (blocker_id, blocked_id) IN ((p.a, p.b), (p.b, p.a))) AS apart
         FROM unnest($1::int[], $2::int[]) WITH ORDINALITY AS p(a, b, n) ORDER BY p.n`,
      [pairs.map(([one]) => one), pairs.map(([, other]) => other)],
    )) as { apart: boolean }[];
    return rows.map(({ apart }) => apart);
  }

  blockedBy(userId: number): number[] {
    return [...this.cache.blockedBy(userId)];
  }

  /** Newest first. */
  async list(userId: number): Promise<BlockedUser[]> {
    return this.dataSource
      .createQueryBuilder(Block, 'b')
      .innerJoin(User, 'u', 'u.id = b.blocked_id')
      .where('b.blocker_id = :userId', { userId })
      .orderBy('b.created_at', 'DESC')
      .addOrderBy('u.id')
      .select('u.id', 'id')
      .addSelect('u.username', 'username')
      .addSelect('b.created_at', 'blocked_at')
      .getRawMany<BlockedUser>();
  }

  /**
   * Idempotent.
   * @throws DomainError user.self, user.not_found, block.limit
   */
  async block({ userId }: Principal, blockedId: number): Promise<BlockedAccount> {
    if (blockedId === userId) throw new DomainError('user.self');
    const { username } = await this.accounts.get(blockedId);
    await this.dataSource.transaction(async (tx) => {
      await this.requireRoom(userId, blockedId, tx);
      await this.insert(userId, blockedId, tx);
    });
    await this.cache.refresh(userId);
    return { user_id: blockedId, username };
  }

  /** @throws DomainError user.not_found, block.not_found */
  async unblock({ userId }: Principal, blockedId: number): Promise<BlockedAccount> {
    const { username } = await this.accounts.get(blockedId);
    await this.dataSource.transaction(async (tx) => {
      const { affected } = await tx.delete(Block, { blockerId: userId, blockedId });
      if (!affected) throw new DomainError('block.not_found');
      await this.events.publish(BlockChanged, { blocker_id: userId, blocked_id: blockedId, blocked: false }, tx);
    });
    await this.cache.refresh(userId);
    return { user_id: blockedId, username };
  }

  /** Locks the blocker's account, so that parallel requests count each other. */
  private async requireRoom(blockerId: number, blockedId: number, tx: EntityManager): Promise<void> {
    await tx.findOne(User, { where: { id: blockerId }, select: { id: true }, lock: { mode: 'for_no_key_update' } });
    const count = await tx.countBy(Block, { blockerId });
    if (count >= MAX_BLOCKS_PER_USER && !(await tx.existsBy(Block, { blockerId, blockedId }))) {
      throw new DomainError('block.limit');
    }
  }

  private async insert(blockerId: number, blockedId: number, tx: EntityManager): Promise<void> {
    const rows = (await tx.query(
      `INSERT INTO blocks (blocker_id, blocked_id) SELECT $1, id FROM users WHERE id = $2
       ON CONFLICT DO NOTHING RETURNING blocked_id`,
      [blockerId, blockedId],
    )) as unknown[];
    if (rows.length === 0) return;
    await this.events.publish(BlockChanged, { blocker_id: blockerId, blocked_id: blockedId, blocked: true }, tx);
  }
}
