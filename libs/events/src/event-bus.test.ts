import type { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createDataSource, OutboxEntry } from '#libs/database';
import { createDatabase, eventually, type TestDatabase } from '#libs/testing';
import { defineEvent, EventBus, ListenConnection, OUTBOX_CHANNEL } from './index.js';

const Posted = defineEvent<{ id: number }>('test.posted');

/** What one process has. */
interface Process {
  bus: EventBus;
  connection: ListenConnection;
  errors: unknown[];
  close(): Promise<void>;
}

describe('event bus', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  const processes: Process[] = [];

  beforeAll(async () => {
    database = await createDatabase();
    dataSource = await createDataSource({ url: database.url, entities: [OutboxEntry] }).initialize();
  });
  afterEach(async () => {
    for (const { close } of processes.splice(0)) await close();
    await dataSource.query('DELETE FROM outbox');
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const openProcess = async (register: (bus: EventBus) => void, { durable = true } = {}): Promise<Process> => {
    const errors: unknown[] = [];
    const connection = new ListenConnection({
      url: database.url,
      onNotify: (channel, payload) => channel === OUTBOX_CHANNEL && bus.receive(payload),
      onReconnect: () => bus.catchUp(),
      onError: (error) => errors.push(error),
    });
    const bus = new EventBus({ dataSource, connection, onError: (error) => errors.push(error) });
    register(bus);
    await connection.open();
    await bus.open({ durable });
    const opened = {
      bus,
      connection,
      errors,
      close: async () => {
        await bus.close();
        await connection.close();
      },
    };
    processes.push(opened);
    return opened;
  };

  const publish = (id: number): Promise<void> =>
    dataSource.transaction((tx) => processes[0]!.bus.publish(Posted, { id }, tx));

  it('waits for the listeners that run when it closes, and begins no further one', async () => {
    let finish!: () => void;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    const seen: string[] = [];
    const { bus, close } = await openProcess((opened) =>
      opened.onEverywhere(Posted, async ({ id }) => {
        seen.push(`begins ${id}`);
        await finished;
        seen.push(`ends ${id}`);
      }),
    );
    await publish(1);
    await eventually('the listener', () => seen.length === 1);
    const closed = close().then(() => seen.push('closed'));
    const [{ id }] = await dataSource.query('SELECT id FROM outbox');
    bus.receive(id);
    finish();
    await closed;
    expect(seen).toEqual(['begins 1', 'ends 1', 'closed']);
  });

  it('delivers a committed event once to a durable listener, whichever process has it', async () => {
    const seen: number[] = [];
    const register = (bus: EventBus): void => bus.on(Posted, 'counter', ({ id }) => void seen.push(id));
    await openProcess(register);
    await openProcess(register);
    await Promise.all(Array.from({ length: 40 }, (_, id) => publish(id)));

    await eventually('all events', () => seen.length >= 40);
    for (const { bus } of processes) await bus.settle();
    expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, id) => id));
  });

  it('reads again what may have changed before it could hear of it', async () => {
    await openProcess(() => undefined);
    let known = 0;
    const read = async (): Promise<void> => void (known = await dataSource.manager.count(OutboxEntry));
    const changed = publish(1);
    await openProcess((bus) => bus.onGap(() => changed.then(read)));
    expect(known).toBe(1);
  });

  it('says nothing of an event whose transaction rolled back', async () => {
    const seen: number[] = [];
    const { bus } = await openProcess((opened) => opened.on(Posted, 'counter', ({ id }) => void seen.push(id)));
    await expect(
      dataSource.transaction(async (tx) => {
        await bus.publish(Posted, { id: 1 }, tx);
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    await publish(2);

    await eventually('the second event', () => seen.length > 0);
    expect(seen).toEqual([2]);
  });

  it('runs a failing listener again and leaves the others in peace', async () => {
    const good: string[] = [];
    const bad: string[] = [];
    const { bus, errors } = await openProcess((opened) => {
      opened.on(Posted, 'good', (_payload, { id }) => void good.push(id));
      opened.on(Posted, 'bad', (_payload, { id }) => {
        bad.push(id);
        if (bad.length === 1) throw new Error('not yet');
      });
    });
    await publish(1);
    await eventually('the failure', () => errors.length === 1);
    await dataSource.query(`UPDATE outbox SET next_attempt_at = now() - interval '1 second'`);
    await eventually('the retry', async () => {
      await bus.settle();
      return bad.length === 2;
    });

    expect(good).toHaveLength(1);
    expect(bad[0]).toBe(bad[1]);
    await eventually('the delivery mark', async () => {
      const [row] = (await dataSource.query('SELECT delivered_at FROM outbox')) as { delivered_at: Date | null }[];
      return row!.delivered_at;
    });
  });

  it('tells every process, also those that handle nothing durable', async () => {
    const seen: string[] = [];
    await openProcess((bus) => bus.onEverywhere(Posted, ({ id }) => void seen.push(`a${id}`)));
    await openProcess((bus) => bus.onEverywhere(Posted, ({ id }) => void seen.push(`b${id}`)), { durable: false });
    await publish(7);
    await eventually('both', () => seen.length === 2);
    expect(seen.toSorted()).toEqual(['a7', 'b7']);
  });

  it('catches up when its connection was cut', async () => {
    const seen: number[] = [];
    await openProcess((bus) => bus.onEverywhere(Posted, ({ id }) => void seen.push(id)), { durable: false });
    await dataSource.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'portal-listen' AND datname = current_database()`,
    );
    await publish(9);
    await eventually('the event', () => seen.includes(9));
    expect(seen).toEqual([9]);
  });

  it('has what is remembered read again when its connection was cut, though one of them fails', async () => {
    let rereads = 0;
    const { errors } = await openProcess((bus) => {
      bus.onGap(() => Promise.reject(new Error('not now')));
      bus.onGap(async () => void rereads++);
    });
    const before = rereads;
    errors.length = 0;
    await dataSource.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'portal-listen' AND datname = current_database()`,
    );
    await eventually('the second one', () => rereads > before);
    expect(errors).toContainEqual(new Error('not now'));
  });
});
