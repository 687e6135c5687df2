import type { JobsOptions } from 'bullmq';

/** A kind of background work; importable anywhere, its handler only in the worker role. */
export interface JobDefinition<T> {
  /** `feature.verb-thing`; the queue's name. */
  readonly name: string;
  /** Attempts, back-off and the like. Finished jobs are kept by age only: retention by count deadlocks on PostgreSQL. */
  readonly options: JobsOptions;
  readonly concurrency: number;
  /** Only carries the type. */
  readonly data?: T;
}

const DAY_S = 24 * 3600;

const DEFAULTS: JobsOptions = {
  attempts: 5,
  backoff: { type: 'exponential', delay: 1_000 },
  removeOnComplete: true,
  removeOnFail: { age: 7 * DAY_S },
};

export const defineJob = <T extends object>(
  name: string,
  { concurrency = 1, ...options }: JobsOptions & { concurrency?: number } = {},
): JobDefinition<T> => ({ name, concurrency, options: { ...DEFAULTS, ...options } });
