import type { DataSource, EntityManager } from 'typeorm';
import { OutboxEntry } from '#libs/database';
import type { EventDefinition, EventHandler } from './event.js';
import type { ListenConnection } from './listen-connection.js';

/** Carries `<outbox id>` of committed events: sent in the publishing transaction, so it arrives only if that commits. */
export const OUTBOX_CHANNEL = 'portal_outbox';

/** A claimed event whose process died is tried again after this long. */
const LEASE_S = 60;
const BATCH = 50;
/** Finds events whose notification was lost, and retries that are due. */
const POLL_MS = 2_000;
const RETRY_MAX_S = 600;
/** How far back a reconnected process looks for events it was not told of. */
const CATCH_UP_S = 60;

interface Listener {
  name: string;
  handle: EventHandler<never>;
}

export interface EventBusOptions {
  dataSource: DataSource;
  connection: ListenConnection;
  onError(error: unknown, event: { name: string; id: string; listener: string }): void;
}

/**
 * Domain events through an outbox (one row in the transaction of the change).
 * - `on`: durable listeners, run by one process of the worker role, at least once, each retried on its own.
 * - `onEverywhere`: every process soon after the commit, for caches and live sockets; a process that was away for
 *   over a minute may miss some.
 */
export class EventBus {
  private readonly durable = new Map<string, Listener[]>();
  private readonly everywhere = new Map<string, Listener[]>();
  private readonly gaps: (() => Promise<void>)[] = [];
  private readonly recent = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private draining: Promise<void> | undefined;
  private readonly telling = new Set<Promise<void>>();
  private again = false;
  private closed = false;

  constructor(private readonly options: EventBusOptions) {}

  /** Writes the event; it leaves only if `tx` commits. */
  async publish<T extends object>(event: EventDefinition<T>, payload: T, tx: EntityManager): Promise<void> {
    const { identifiers } = await tx.insert(OutboxEntry, { name: event.name, payload });
    await tx.query('SELECT pg_notify($1, $2)', [OUTBOX_CHANNEL, String(identifiers[0]!['id'])]);
  }

  /** `listener` names it for ever: what it has handled is remembered under that name. */
  on<T extends object>(event: EventDefinition<T>, listener: string, handle: EventHandler<T>): void {
    append(this.durable, event.name, { name: listener, handle });
  }

  onEverywhere<T extends object>(event: EventDefinition<T>, handle: EventHandler<T>): void {
    append(this.everywhere, event.name, { name: 'everywhere', handle });
  }

  /** Called when this process may have missed events of `onEverywhere`: what it remembers by them is to be read again. */
  onGap(reread: () => Promise<void>): void {
    this.gaps.push(reread);
  }

  /** `durable` in processes of the worker role. */
  async open({ durable }: { durable: boolean }): Promise<void> {
    await this.options.connection.listen(OUTBOX_CHANNEL);
    // What was read while the process started may have changed before it could hear of that.
    await this.rereadAll();
    if (!durable) return;
    this.timer = setInterval(() => this.drain(), POLL_MS);
    this.timer.unref();
    this.drain();
  }

  /** Waits for the listeners that run. */
  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    await Promise.all([this.draining, ...this.telling]);
  }

  /** A notification of `OUTBOX_CHANNEL`. */
  receive(id: string): void {
    if (this.timer) this.drain();
    if (this.everywhere.size > 0) this.tellSoon('id = $1', id);
  }

  /** The LISTEN connection was away. */
  catchUp(): void {
    if (this.timer) this.drain();
    this.tellSoon(`created_at > now() - make_interval(secs => $1::int)`, CATCH_UP_S);
    void this.rereadAll();
  }

  /** Runs everything due now; the tests wait for it. */
  async settle(): Promise<void> {
    this.drain();
    await this.draining;
  }

  private tellSoon(condition: string, parameter: string | number): void {
    if (this.closed) return;
    const telling = this.tellEverywhere(condition, parameter);
    this.telling.add(telling);
    void telling.finally(() => this.telling.delete(telling));
  }

  private async tellEverywhere(condition: string, parameter: string | number): Promise<void> {
    try {
      const rows = (await this.options.dataSource.query(
        `SELECT id, name, payload, created_at FROM outbox WHERE ${condition} ORDER BY id`,
        [parameter],
      )) as OutboxRow[];
      for (const row of rows) {
        if (!this.everywhere.has(row.name) || this.recent.has(row.id)) continue;
        this.remember(row.id);
        for (const listener of this.everywhere.get(row.name)!) await this.run(listener, row);
      }
    } catch (error) {
      if (!this.closed) this.options.onError(error, { name: 'outbox', id: String(parameter), listener: 'everywhere' });
    }
  }

  private async rereadAll(): Promise<void> {
    const report = (error: unknown): void => {
      if (!this.closed) this.options.onError(error, { name: 'gap', id: '', listener: 'gap' });
    };
    await Promise.all(this.gaps.map((reread) => reread().catch(report)));
  }

  private remember(id: string): void {
    this.recent.add(id);
    if (this.recent.size > 1_000) this.recent.delete(this.recent.values().next().value!);
  }

  private drain(): void {
    if (this.closed) return;
    if (this.draining) {
      this.again = true;
      return;
    }
    this.draining = this.drainAll().finally(() => {
      this.draining = undefined;
      if (this.again) {
        this.again = false;
        this.drain();
      }
    });
  }

  private async drainAll(): Promise<void> {
    try {
      for (let rows = await this.claim(); rows.length > 0 && !this.closed; rows = await this.claim()) {
        for (const row of rows) await this.deliver(row);
      }
    } catch (error) {
      if (!this.closed) this.options.onError(error, { name: 'outbox', id: '', listener: 'claim' });
    }
  }

  private async claim(): Promise<OutboxRow[]> {
    const [rows] = (await this.options.dataSource.query(
      `UPDATE outbox SET attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => $1::int)
        WHERE id IN (SELECT id FROM outbox WHERE delivered_at IS NULL AND next_attempt_at <= now()
                      ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED)
      RETURNING id, name, payload, created_at, attempts, done_by`,
      [LEASE_S, BATCH],
    )) as [OutboxRow[], number];
    return rows.sort((a, b) => Number(BigInt(a.id) - BigInt(b.id)));
  }

  private async deliver(row: OutboxRow): Promise<void> {
    let failed = false;
    for (const listener of this.durable.get(row.name) ?? []) {
      if (row.done_by.includes(listener.name)) continue;
      if (await this.run(listener, row)) {
        await this.options.dataSource.query('UPDATE outbox SET done_by = array_append(done_by, $2) WHERE id = $1', [
          row.id,
          listener.name,
        ]);
      } else failed = true;
    }
    if (failed) {
      const wait = Math.min(2 ** Math.min(row.attempts, 20), RETRY_MAX_S);
      await this.options.dataSource.query(
        'UPDATE outbox SET next_attempt_at = now() + make_interval(secs => $2::int) WHERE id = $1',
        [row.id, wait],
      );
    } else {
      await this.options.dataSource.query('UPDATE outbox SET delivered_at = now() WHERE id = $1', [row.id]);
    }
  }

  private async run(listener: Listener, row: OutboxRow): Promise<boolean> {
    try {
      await listener.handle(row.payload as never, { id: row.id, createdAt: row.created_at });
      return true;
    } catch (error) {
      this.options.onError(error, { name: row.name, id: row.id, listener: listener.name });
      return false;
    }
  }
}

interface OutboxRow {
  id: string;
  name: string;
  payload: unknown;
  created_at: Date;
  attempts: number;
  done_by: string[];
}

const append = (map: Map<string, Listener[]>, name: string, listener: Listener): void => {
  map.set(name, [...(map.get(name) ?? []), listener]);
};
