import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, IsNull, MoreThan, type Repository } from 'typeorm';
import { EventBus } from '#libs/events';
import type { RemoteSession, SessionEnd } from './remote-session.js';
import { SessionHistoryEntry } from './session-history.entity.js';
import type { LiveSession } from './session-registry.js';
import { SessionEnded, SessionOpened, type SessionPayload } from './sessions.events.js';

export const SEEN_EVERY_MS = 60_000;
/** A session nobody has seen for so long ended with its process. */
const LOST_S = 180;

/** The table of sessions of all processes. */
@Injectable()
export class SessionHistory {
  constructor(
    @InjectRepository(SessionHistoryEntry) private readonly rows: Repository<SessionHistoryEntry>,
    private readonly events: EventBus,
  ) {}

  async started(live: LiveSession, { startedAt }: RemoteSession): Promise<void> {
    const { id, principal, target, ip } = live;
    const { userId, username } = principal;
    const { origin, id: entryId, name, plugin, host, port } = target;
    const entry = { origin, entryId, name, plugin: plugin.id, host, port };
    await this.rows.manager.transaction(async (tx) => {
      const row = { ...entry, id, userId, username, ip, startedAt, seenAt: startedAt };
      await tx.insert(SessionHistoryEntry, row);
      await this.events.publish(SessionOpened, payloadOf(live), tx);
    });
  }

  async ended(live: LiveSession, { id, bytesIn, bytesOut }: RemoteSession, { reason }: SessionEnd): Promise<void> {
    await this.rows.manager.transaction(async (tx) => {
      await tx.update(SessionHistoryEntry, { id }, { endedAt: new Date(), endReason: reason, bytesIn, bytesOut });
      await this.events.publish(SessionEnded, { ...payloadOf(live), reason }, tx);
    });
  }

  /** Says that these live, and closes the rows of processes that are gone. */
  async seen(ids: string[]): Promise<void> {
    if (ids.length > 0) await this.rows.update({ id: In(ids) }, { seenAt: new Date() });
    await this.rows
      .createQueryBuilder()
      .update()
      .set({ endedAt: () => 'seen_at', endReason: 'lost' })
      .where('ended_at IS NULL AND seen_at < now() - make_interval(secs => :lost)', { lost: LOST_S })
      .execute();
  }

  /** Newest first; of everybody without a user. */
  live(userId: number | undefined): Promise<SessionHistoryEntry[]> {
    const owner = userId === undefined ? {} : { userId };
    const seenAt = MoreThan(new Date(Date.now() - LOST_S * 1000));
    return this.rows.find({ where: { ...owner, endedAt: IsNull(), seenAt }, order: { startedAt: 'DESC' }, take: 1000 });
  }

  /** The last `limit` sessions, open ones included, one an entry. */
  async recent(userId: number, limit: number): Promise<SessionHistoryEntry[]> {
    const latest = this.rows
      .createQueryBuilder('s')
      .select('s.id')
      .distinctOn(['s.origin', 's.entry_id'])
      .where('s.user_id = :userId', { userId })
      .orderBy('s.origin')
      .addOrderBy('s.entry_id')
      .addOrderBy('s.started_at', 'DESC');
    return this.rows
      .createQueryBuilder('r')
      .where(`r.id IN (${latest.getQuery()})`)
      .setParameters(latest.getParameters())
      .orderBy('r.started_at', 'DESC')
      .limit(limit)
      .getMany();
  }

  async find(id: string): Promise<SessionHistoryEntry | undefined> {
    return (await this.rows.findOneBy({ id })) ?? undefined;
  }
}

const payloadOf = ({ id, principal, target, ip }: LiveSession): SessionPayload => ({
  id,
  user_id: principal.userId,
  origin: target.origin,
  entry_id: target.id,
  ip,
});
