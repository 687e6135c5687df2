import { setTimeout as delay } from 'node:timers/promises';
import {
  createPostgresBackend,
  createRedisBackend,
  DEFAULT_SCHEMA,
  ErrorCode,
  type Job,
  type JobsOptions,
  type Processor,
  type Queue,
  withBackend,
  type Worker,
} from 'bullmq';
import pg from 'pg';
import type { JobDefinition } from './job.js';

export interface JobQueuesOptions {
  databaseUrl: string;
  /** Jobs live in Redis when given, in PostgreSQL otherwise. */
  redisUrl?: string;
  /** Separates installations that share one Redis. */
  prefix: string;
  onError(error: unknown, queue: string): void;
}

/** What a handler gets. `signal` aborts when the process drains: stop at a safe point and throw to be tried again. */
export interface JobContext {
  id: string;
  attempt: number;
  lastAttempt: boolean;
  signal: AbortSignal;
  progress(value: number | object): Promise<void>;
}

export type JobHandler<T> = (data: T, context: JobContext) => Promise<unknown>;

/** With the pauses between them several seconds, for as many processes as start together. */
const SCHEDULE_ATTEMPTS = 20;
const SCHEDULE_PAUSE_MS = 50;
/** SQLSTATE */
const DEADLOCK_DETECTED = '40P01';

/** Background work on BullMQ, which nothing else imports. One queue a job definition. */
export class JobQueues {
  private readonly queues = new Map<string, Queue>();
  private readonly workers = new Map<string, Worker>();
  private readonly closing = new AbortController();
  private lastError: unknown;

  private readonly backend: Backend;

  constructor(private readonly options: JobQueuesOptions) {
    this.backend = options.redisUrl
      ? redisBackend(options.redisUrl, options.prefix)
      : postgresBackend(options.databaseUrl);
  }

  /** Stores a job; it is safe once this resolves. `jobId` makes it unique, `delay` is in ms. */
  async add<T extends object>(
    job: JobDefinition<T>,
    data: T,
    options: Pick<JobsOptions, 'jobId' | 'delay' | 'priority'> = {},
  ): Promise<void> {
    await this.queue(job).add(job.name, data, { ...job.options, ...options });
  }

  /** Repeats a job by a cron pattern (UTC). Idempotent: every process may call it at start. */
  async schedule<T extends object>(job: JobDefinition<T>, cron: string, data: T): Promise<void> {
    const template = { name: job.name, data, opts: job.options };
    for (let attempt = 1; ; attempt++) {
      try {
        await this.queue(job).upsertJobScheduler(job.name, { pattern: cron, tz: 'UTC' }, template);
        return;
      } catch (error) {
        if (attempt === SCHEDULE_ATTEMPTS || !isCrossed(error)) throw error;
        await delay(Math.random() * attempt * SCHEDULE_PAUSE_MS);
      }
    }
  }

  /** Handles a kind of job in this process; worker role only. */
  process<T extends object>(job: JobDefinition<T>, handle: JobHandler<T>): void {
    if (this.workers.has(job.name)) throw new Error(`The job ${job.name} has a handler already.`);
    const worker = this.backend.worker(
      job.name,
      (taken) => handle(taken.data as T, this.contextOf(taken)),
      job.concurrency,
    );
    worker.on('error', (error) => this.report(error, job.name));
    worker.on('failed', (_job, error) => this.report(error, job.name));
    this.workers.set(job.name, worker);
  }

  /** Jobs by state, for health and metrics. */
  async counts(): Promise<Record<string, Record<string, number>>> {
    const counts: Record<string, Record<string, number>> = {};
    for (const [name, queue] of this.queues)
      counts[name] = await queue.getJobCounts('waiting', 'active', 'delayed', 'failed');
    return counts;
  }

  /** Lets running jobs finish their current step, then closes everything. */
  async close(): Promise<void> {
    this.closing.abort();
    await Promise.all([...this.workers.values()].map((worker) => worker.close()));
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    await this.backend.close();
  }

  private queue<T>(job: JobDefinition<T>): Queue {
    let queue = this.queues.get(job.name);
    if (!queue) {
      queue = this.backend.queue(job.name);
      queue.on('error', (error) => this.report(error, job.name));
      this.queues.set(job.name, queue);
    }
    return queue;
  }

  private contextOf(job: Job): JobContext {
    return {
      id: job.id ?? '',
      attempt: job.attemptsMade + 1,
      lastAttempt: job.attemptsMade + 1 >= (job.opts.attempts ?? 1),
      signal: this.closing.signal,
      progress: (value) => job.updateProgress(value),
    };
  }

  /** A lost connection of what all queues share is told by each of them. */
  private report(error: unknown, queue: string): void {
    if (this.closing.signal.aborted || error === this.lastError) return;
    this.lastError = error;
    this.options.onError(error, queue);
  }
}

/**
 * On PostgreSQL replacing a schedule takes several statements without a lock: of processes that do it at the same moment one
 * finds the run the other has just made, or they wait for each other. On Redis it is one step, which fails only while a
 * worker has taken the run that is due and not made the next one yet.
 */
const isCrossed = (error: unknown): boolean => {
  const { code } = error as { code?: unknown };
  return code === ErrorCode.SchedulerJobIdCollision || code === DEADLOCK_DETECTED;
};

/** Where jobs live. */
interface Backend {
  queue(name: string): Queue;
  worker(name: string, handle: Processor, concurrency: number): Worker;
  /** After the queues and workers. Idempotent. */
  close(): Promise<void>;
}

/** For the queries of all queues and workers of a process. */
const SHARED_CONNECTIONS = 4;

/** Jobs may lose their last milliseconds in a crash of the database: what must not be lost is in an outbox row first. */
const postgresBackend = (connectionString: string): Backend => {
  const postgres = withBackend(createPostgresBackend);
  const pool = new pg.Pool({
    connectionString,
    max: SHARED_CONNECTIONS,
    keepAlive: true,
    options: `-c synchronous_commit=off -c search_path=${DEFAULT_SCHEMA}`,
    // A connection lost between two queries would otherwise end the process; the next query reports it.
    onConnect: (client) => void client.on('error', () => undefined),
  });
  // Every queue and every worker listens for its errors.
  pool.setMaxListeners(0);
  const connection = pool;
  return {
    queue: (name) => new postgres.Queue(name, { connection }) as unknown as Queue,
    worker: (name, handle, concurrency) => {
      // Each worker keeps one to hear of its jobs.
      pool.options.max++;
      return new postgres.Worker(name, handle, { connection, concurrency }) as unknown as Worker;
    },
    close: async () => {
      if (!pool.ending) await pool.end();
    },
  };
};

const redisBackend = (url: string, prefix: string): Backend => {
  const redis = withBackend(createRedisBackend);
  const connection = { url, maxRetriesPerRequest: null };
  return {
    queue: (name) => new redis.Queue(name, { connection, prefix }) as unknown as Queue,
    worker: (name, handle, concurrency) =>
      new redis.Worker(name, handle, { connection, prefix, concurrency }) as unknown as Worker,
    close: async () => undefined,
  };
};
