import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PortalConfig } from '#libs/config';
import { DomainError } from '#libs/contracts';
import { randomToken } from '#libs/crypto';
import { EventBus } from '#libs/events';
import { NetGuard } from '#libs/net-guard';
import type { Principal } from '../auth/principal.js';
import { SettingsService } from '../settings/index.js';
import type { Question, TerminalSize } from './connection-plugin.js';
import { RemoteSession } from './remote-session.js';
import type { RemoteTarget } from './remote-targets.js';
import { SEEN_EVERY_MS, SessionHistory } from './session-history.js';
import type { SessionHistoryEntry } from './session-history.entity.js';
import { closeLive, type LiveSession, SessionRegistry } from './session-registry.js';
import { SessionCloseRequested } from './sessions.events.js';
import type { SessionReply } from './sessions.dto.js';

/** Whoever asks for a session, while it opens. */
export interface SessionRequest {
  caller: Principal;
  target: RemoteTarget;
  ip: string;
  size: TerminalSize;
  /** Aborted when the viewer is gone. */
  gone: AbortSignal;
  ask(question: Question): Promise<string[] | null>;
  status(state: 'connecting' | 'authenticating', detail?: string): void;
}

@Injectable()
export class RemoteSessionsService implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger('sessions');
  private seenTimer: NodeJS.Timeout | undefined;
  private readonly writing = new Set<Promise<void>>();

  constructor(
    private readonly registry: SessionRegistry,
    private readonly history: SessionHistory,
    private readonly guard: NetGuard,
    private readonly events: EventBus,
    private readonly dataSource: DataSource,
    private readonly config: PortalConfig,
    private readonly settings: SettingsService,
  ) {}

  onModuleInit(): void {
    const seen = (): void => this.note(this.history.seen(this.registry.list().map(({ id }) => id)));
    this.seenTimer = setInterval(seen, SEEN_EVERY_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.seenTimer);
    this.registry.closeWhere(() => true, 'server.draining');
    await Promise.all(this.writing);
  }

  /** @throws DomainError session.limit, viewer.none, and what the plugin's `open` throws */
  async open({ caller, target, ip, size, gone, ask, status }: SessionRequest): Promise<RemoteSession> {
    const { plugin, host, port, scope } = target;
    if (!plugin.open) throw new DomainError('viewer.none');
    const opening = new AbortController();
    const live: LiveSession = { id: randomToken(18), principal: caller, target, ip, opening };
    const { max_per_user, idle_minutes } = this.settings.current.sessions;
    this.registry.add(live, max_per_user);
    try {
      const signal = AbortSignal.any([gone, opening.signal]);
      const dial = (to = { host, port }) => this.guard.dial(to, { scope, signal });
      const viewer = { prompt: ask, status, size };
      const context = { ...target, ...viewer, user: caller, portal: this.config, signal, log: this.log, dial };
      const channel = await plugin.open(context);
      live.session = new RemoteSession(live.id, channel, shortest(channel.idleMs, idle_minutes * 60_000));
    } catch (error) {
      this.registry.remove(live.id);
      throw error;
    }
    this.follow(live, live.session);
    return live.session;
  }

  /**
   * A session of the same person and the same entry, in this process.
   * @throws DomainError session.not_found
   */
  resume(caller: Principal, target: RemoteTarget, id: string): RemoteSession {
    const live = this.registry.find(id);
    const isSame =
      live?.principal.userId === caller.userId && live.target.origin === target.origin && live.target.id === target.id;
    if (!isSame || !live?.session) throw new DomainError('session.not_found');
    live.principal = caller;
    return live.session;
  }

  /** Live sessions, newest first; of everybody when `all`. */
  async list(caller: Principal, all: boolean): Promise<SessionReply[]> {
    if (all && caller.role !== 'admin') throw new DomainError('access.denied');
    const rows = await this.history.live(all ? undefined : caller.userId);
    return rows.map((row) => this.present(row));
  }

  async recent(caller: Principal, limit: number): Promise<SessionReply[]> {
    return (await this.history.recent(caller.userId, limit)).map((row) => this.present(row));
  }

  /** Ends it wherever it lives. @throws DomainError session.not_found, also for somebody else's */
  async close(caller: Principal, id: string): Promise<void> {
    const live = this.registry.find(id);
    const row = live ? undefined : await this.history.find(id);
    const owner = live?.principal.userId ?? row?.userId;
    const isTheirs = owner === caller.userId || caller.role === 'admin';
    if (owner === undefined || !isTheirs || row?.endedAt) throw new DomainError('session.not_found');
    if (live) closeLive(live, new DomainError('session.revoked'));
    else await this.events.publish(SessionCloseRequested, { id }, this.dataSource.manager);
  }

  private follow(live: LiveSession, session: RemoteSession): void {
    const started = this.history.started(live, session);
    this.note(Promise.all([started, live.target.markUsed()]).then(() => undefined));
    this.note(
      session.ended.then(async (end) => {
        this.registry.remove(session.id);
        await started;
        await this.history.ended(live, session, end);
      }),
    );
  }

  /** The table is a record: a session does not fail because it could not be written. */
  private note(writing: Promise<void>): void {
    const done = writing.catch((error: unknown) => this.log.error(error));
    this.writing.add(done);
    void done.finally(() => this.writing.delete(done));
  }

  private present(row: SessionHistoryEntry): SessionReply {
    const session = this.registry.find(row.id)?.session;
    return {
      id: row.id,
      user_id: row.userId,
      username: row.username,
      origin: row.origin,
      entry_id: row.entryId,
      name: row.name,
      plugin: row.plugin,
      host: row.host,
      port: row.port,
      ip: row.ip,
      started_at: row.startedAt,
      ended_at: row.endedAt,
      end_reason: row.endReason,
      bytes_in: session?.bytesIn ?? row.bytesIn,
      bytes_out: session?.bytesOut ?? row.bytesOut,
      ...(session && { attached: session.isAttached }),
    };
  }
}

/** Of two limits, where 0 or nothing is none. */
const shortest = (one = 0, other = 0): number => (one && other ? Math.min(one, other) : one || other);
