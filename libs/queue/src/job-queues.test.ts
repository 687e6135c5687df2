import pg from 'pg';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, eventually, type TestDatabase } from '#libs/testing';
import { defineJob, JobQueues } from './index.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
  return () => database.drop();
});

const redisUrl = process.env['REDIS_URL'];

const describeQueues = (name: string, options: () => { redisUrl?: string }): void => {
  describe(name, () => {
    const opened: JobQueues[] = [];
    afterEach(async () => {
      for (const queues of opened.splice(0)) await queues.close();
    });

    const open = (): { queues: JobQueues; errors: unknown[] } => {
      const errors: unknown[] = [];
      const queues = new JobQueues({
        databaseUrl: database.url,
        prefix: `test-${process.pid}`,
        onError: (error) => errors.push(error),
        ...options(),
      });
      opened.push(queues);
      return { queues, errors };
    };

    it('hands each job to one worker with its data', async () => {
      const Add = defineJob<{ n: number }>(`${name}-add`.replace(/\W/g, '-'), { concurrency: 4 });
      const seen: number[] = [];
      const [first, second] = [open(), open()];
      for (const { queues } of [first, second]) queues.process(Add, async ({ n }) => seen.push(n));
      for (let n = 0; n < 20; n++) await first.queues.add(Add, { n });
      await eventually('all jobs', () => seen.length === 20);
      expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n));
    });

    it('tries again after a failure and says which attempt is the last', async () => {
      const Shaky = defineJob<object>(`${name}-shaky`.replace(/\W/g, '-'), { attempts: 3, backoff: 1 });
      const attempts: { attempt: number; lastAttempt: boolean }[] = [];
      const { queues, errors } = open();
      queues.process(Shaky, async (_data, { attempt, lastAttempt }) => {
        attempts.push({ attempt, lastAttempt });
        if (!lastAttempt) throw new Error('again');
      });
      await queues.add(Shaky, {});
      await eventually('the last attempt', () => attempts.length === 3);
      expect(attempts.map(({ lastAttempt }) => lastAttempt)).toEqual([false, false, true]);
      expect(errors).toHaveLength(2);
    });

    it('stores a job with a known id once', async () => {
      const Once = defineJob<{ n: number }>(`${name}-once`.replace(/\W/g, '-'));
      const seen: number[] = [];
      const { queues } = open();
      await queues.add(Once, { n: 1 }, { jobId: 'same' });
      await queues.add(Once, { n: 2 }, { jobId: 'same' });
      await queues.add(Once, { n: 3 });
      queues.process(Once, async ({ n }) => seen.push(n));
      await eventually('the last job', () => seen.includes(3));
      expect(seen).toEqual([1, 3]);
    });

    it('is scheduled by all processes that start together', async () => {
      const Often = defineJob<{ n: number }>(`${name}-often`.replace(/\W/g, '-'));
      const processes = Array.from({ length: 6 }, open);
      for (let n = 0; n < 10; n++) {
        await Promise.all(processes.map(({ queues }) => queues.schedule(Often, YEARLY, { n })));
      }
      expect(await processes[0]!.queues.counts()).toEqual({
        [Often.name]: { waiting: 0, active: 0, delayed: 1, failed: 0 },
      });
    });
  });
};

const YEARLY = '0 0 1 1 *';

describeQueues('jobs on PostgreSQL', () => ({}));

describe('connections to PostgreSQL', () => {
  it('are one a worker and four for everything else, and are closed', async () => {
    const { url, drop } = await createDatabase();
    const watcher = new pg.Client(url);
    await watcher.connect();
    const connections = async (): Promise<number> => {
      const others = `SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`;
      return (await watcher.query(others)).rows[0].count;
    };
    const queues = new JobQueues({ databaseUrl: url, prefix: 'test', onError: () => undefined });
    const seen = new Set<number>();
    const jobs = Array.from({ length: 8 }, (_, n) => defineJob<{ n: number }>(`many-${n}`));
    for (const job of jobs) queues.process(job, async ({ n }) => seen.add(n));
    await Promise.all(jobs.flatMap((job, n) => [queues.add(job, { n: 2 * n }), queues.add(job, { n: 2 * n + 1 })]));
    await eventually('all jobs', () => seen.size === 16);
    expect(await connections()).toBeLessThanOrEqual(8 + 4);
    await queues.close();
    await eventually('their end', async () => (await connections()) === 0);
    await watcher.end();
    await drop();
  });

  it('that are lost are told of once each, and made again', async () => {
    const errors: unknown[] = [];
    const queues = new JobQueues({ databaseUrl: database.url, prefix: 'test', onError: (error) => errors.push(error) });
    const seen: number[] = [];
    const jobs = Array.from({ length: 4 }, (_, n) => defineJob<{ n: number }>(`lost-${n}`));
    for (const job of jobs) queues.process(job, async ({ n }) => seen.push(n));
    for (const job of jobs) await queues.add(job, { n: 1 });
    await eventually('the first jobs', () => seen.length === 4);
    const admin = new pg.Client(database.url);
    await admin.connect();
    const { rowCount } = await admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    await admin.end();
    await eventually('the losses', () => errors.length > 0);
    for (const job of jobs)
      await eventually('a place', () =>
        queues.add(job, { n: 2 }).then(
          () => true,
          () => false,
        ),
      );
    await eventually('the second jobs', () => seen.length === 8);
    // A query that was under way fails as well.
    expect(errors.length).toBeLessThanOrEqual(2 * rowCount!);
    await queues.close();
  });
});

describe('a schedule on PostgreSQL', () => {
  it('is what was asked last, though another process was making the next run', async () => {
    const Yearly = defineJob<{ n: number }>('yearly');
    const queues = new JobQueues({ databaseUrl: database.url, prefix: 'test', onError: () => undefined });
    const other = new pg.Client(database.url);
    const watcher = new pg.Client(database.url);
    await Promise.all([other.connect(), watcher.connect()]);
    try {
      await queues.schedule(Yearly, YEARLY, { n: 1 });
      await other.query(`BEGIN; CREATE TEMP TABLE run ON COMMIT DROP AS SELECT * FROM bullmq.job WHERE name = 'yearly';
        DELETE FROM bullmq.job WHERE name = 'yearly'; INSERT INTO bullmq.job SELECT * FROM run`);
      const scheduled = queues.schedule(Yearly, YEARLY, { n: 2 });
      await eventually('the other to be in its way', async () => {
        const waiting = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
        return (await watcher.query(waiting)).rowCount === 1;
      });
      await other.query('COMMIT');
      await scheduled;
      const { rows } = await watcher.query(`SELECT data FROM bullmq.job WHERE name = 'yearly'`);
      expect(rows).toEqual([{ data: { n: 2 } }]);
    } finally {
      await Promise.all([other.end(), watcher.end(), queues.close()]);
    }
  });
});

if (redisUrl) describeQueues('jobs on Redis', () => ({ redisUrl }));
else console.warn('SKIPPED jobs on Redis: set REDIS_URL (Debian package redis-server).');
