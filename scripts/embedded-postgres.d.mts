export interface PostgresOptions {
  /** Holds the cluster; made when absent or empty. Its parent folder must be reachable for the user PostgreSQL runs as. */
  dataDir: string;
  /** Of the role `portal`. Fixed when the cluster is made. */
  password: string;
  /** Server settings, over the portal's own; `fsync: 'off'` also skips waiting for the disk when the cluster is made. */
  settings?: Record<string, string>;
  /** On 127.0.0.1; any free one when absent or 0. */
  port?: number;
  /** Ends a start under way. */
  signal?: AbortSignal;
  /** What the server writes to its log, in pieces of any size. */
  log?: (text: string) => void;
}

export interface Postgres {
  /** A connection string of the role `portal`, for the database `portal` when none is named. */
  url(database?: string): string;
  port: number;
  pid: number;
  /** The cluster was made by this start. */
  fresh: boolean;
  /** How it is run, for people to read. */
  mode: string;
  /** Settles when the server has ended, for whatever reason. */
  exited: Promise<{ code: number | null; signal: string | null }>;
  /** The last part of the server's log. */
  output(): string;
  /** Fast shutdown; idempotent, never rejects. */
  stop(): Promise<void>;
}

/** @throws {StartError} with one sentence for people: damaged or foreign folder, full disk, in use, not runnable here */
export function startPostgres(options: PostgresOptions): Promise<Postgres>;

/** The connection string of a server that another process runs on `dataDir`; undefined when none is ready. */
export function runningPostgres(options: { dataDir: string; password: string }): string | undefined;
