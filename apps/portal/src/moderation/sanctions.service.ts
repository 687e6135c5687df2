import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DomainError, type ErrorCode, ROLES, type SanctionState } from '#libs/contracts';
import { EventBus } from '#libs/events';
import { AuditLog } from '../audit/index.js';
import type { Principal } from '../auth/principal.js';
import { AccountsService, User } from '../users/index.js';
import { UserDeleted } from '../users/users.events.js';
import { SanctionImposed, SanctionLifted } from './moderation.events.js';
import { Sanction, type SanctionKind } from './sanction.entity.js';
import { SanctionCache, type SanctionInForce } from './sanction-cache.js';

export interface Imposition {
  kind: SanctionKind;
  userId: number;
  /** Null: in all rooms. */
  roomId: number | null;
  /** Null: until it is lifted. */
  until: Date | null;
  reason: string;
  /** Null: an automatic rule. */
  by: Principal | null;
  /** In a room of their own, people also decide about those of their role. */
  amongEquals?: boolean;
}

export type Lifting = Pick<Imposition, 'kind' | 'userId' | 'roomId' | 'by' | 'amongEquals'>;

const IMPOSED: Record<SanctionKind, string> = { timeout: 'user.timed_out', mute: 'user.muted', ban: 'user.banned' };
const LIFTED: Record<SanctionKind, string> = {
  timeout: 'user.timeout_lifted',
  mute: 'user.unmuted',
  ban: 'user.unbanned',
};

/** Who may not enter or speak. Questions are answered from memory; other processes follow within moments. */
@Injectable()
export class Sanctions implements OnModuleInit {
  private readonly cache: SanctionCache;

  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: AccountsService,
    private readonly events: EventBus,
    private readonly audit: AuditLog,
  ) {
    this.cache = new SanctionCache(dataSource);
  }

  async onModuleInit(): Promise<void> {
    for (const event of [SanctionImposed, SanctionLifted]) {
      this.events.onEverywhere<{ user_id: number }>(event, ({ user_id }) => this.cache.refresh(user_id));
    }
    this.events.onEverywhere(UserDeleted, ({ id }) => this.cache.refresh(id));
    this.events.onGap(() => this.cache.load());
    await this.cache.load();
  }

  /** What holds somebody back now, for their own eyes. */
  of(userId: number): SanctionState[] {
    return this.cache.of(userId).map(stateOf);
  }

  /** The same as the database has it: of a change this process may not have heard of yet. */
  async ofNow(userId: number): Promise<SanctionState[]> {
    await this.cache.refresh(userId);
    return this.of(userId);
  }

  /** @throws DomainError chat.banned */
  requireEntry(userId: number, roomId: number): void {
    refuse('chat.banned', this.cache.find(userId, roomId, ['ban']));
  }

  /** @throws DomainError chat.banned, chat.muted */
  requireVoice(userId: number, roomId: number): void {
    this.requireEntry(userId, roomId);
    refuse('chat.muted', this.cache.find(userId, roomId, ['mute', 'timeout']));
  }

  /**
   * Replaces a sanction of the same kind for the same room or rooms.
   * @throws DomainError user.not_found, user.self, access.denied (the user's role is not below the caller's; among equals: is above)
   */
  async impose(imposition: Imposition, tx?: EntityManager): Promise<Sanction> {
    if (tx) return this.write(imposition, tx);
    const sanction = await this.dataSource.transaction((own) => this.write(imposition, own));
    await this.cache.refresh(imposition.userId);
    return sanction;
  }

  /**
   * Lifts the one for this room, or with a null room the one for all.
   * @throws DomainError user.not_found, sanction.not_found, user.self, access.denied
   */
  async lift(lifting: Lifting, tx?: EntityManager): Promise<void> {
    if (tx) return this.writeLifted(lifting, tx);
    await this.dataSource.transaction((own) => this.writeLifted(lifting, own));
    await this.cache.refresh(lifting.userId);
  }

  private async write(imposition: Imposition, tx: EntityManager): Promise<Sanction> {
    const { kind, userId, roomId, until, reason, by } = imposition;
    const { username } = await this.requireBelow(imposition, tx);
    await this.end(imposition, tx);
    const sanction = await tx.save(Sanction, { kind, userId, roomId, until, reason, createdBy: by?.userId ?? null });
    const end = until?.toISOString() ?? null;
    await this.events.publish(SanctionImposed, { user_id: userId, room_id: roomId, kind, until: end }, tx);
    await this.audit.record(
      {
        actor: by,
        action: IMPOSED[kind],
        target: { userId, name: username },
        ...(roomId !== null && { roomId }),
        details: { until: end, reason },
      },
      tx,
    );
    return sanction;
  }

  private async writeLifted(lifting: Lifting, tx: EntityManager): Promise<void> {
    const { kind, userId, roomId, by } = lifting;
    const { username } = await this.requireBelow(lifting, tx);
    if ((await this.end(lifting, tx)) === 0) throw new DomainError('sanction.not_found');
    await this.events.publish(SanctionLifted, { user_id: userId, room_id: roomId, kind }, tx);
    const target = { userId, name: username };
    await this.audit.record({ actor: by, action: LIFTED[kind], target, ...(roomId !== null && { roomId }) }, tx);
  }

  /** Locks the account, so that two moderators who impose at once leave one sanction. */
  private async requireBelow({ by, userId, amongEquals }: Lifting, tx: EntityManager): Promise<User> {
    if (by?.userId === userId) throw new DomainError('user.self');
    await tx.findOne(User, { where: { id: userId }, select: { id: true }, lock: { mode: 'for_no_key_update' } });
    const user = await this.accounts.get(userId, tx);
    const lead = by ? ROLES.indexOf(by.role) - ROLES.indexOf(user.role) : Infinity;
    if (lead < (amongEquals ? 0 : 1)) throw new DomainError('access.denied');
    return user;
  }

  private async end({ kind, userId, roomId, by }: Lifting, tx: EntityManager): Promise<number> {
    const { affected } = await tx
      .createQueryBuilder()
      .update(Sanction)
      .set({ liftedAt: () => 'now()', liftedBy: by?.userId ?? null })
      .where('user_id = :userId AND kind = :kind AND room_id IS NOT DISTINCT FROM :roomId', { userId, kind, roomId })
      .andWhere('lifted_at IS NULL AND (until IS NULL OR until > now())')
      .execute();
    return affected ?? 0;
  }
}

const refuse = (code: ErrorCode, sanction: SanctionInForce | undefined): void => {
  if (sanction) throw new DomainError(code, { details: stateOf(sanction) });
};

const stateOf = ({ kind, until, reason, roomId }: SanctionInForce): SanctionState => ({
  kind,
  until: until?.toISOString() ?? null,
  reason,
  room_id: roomId,
});
