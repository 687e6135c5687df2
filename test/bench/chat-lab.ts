import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { PortalConfig } from '#libs/config';
import { createLog } from '#libs/telemetry';
import { openPortal } from '../../apps/portal/src/roles/portal.js';
import { startPostgres } from '../../scripts/embedded-postgres.mjs';

export interface Usage {
  /** Seconds of processor time since the start. */
  cpu: number;
  rssKb: number;
  heapKb: number;
}

/** What the servers of a benchmark answer to `usage`. */
export const answerUsage = (): void => {
  process.on('message', () => {
    global.gc?.();
    const { user, system } = process.cpuUsage();
    const { rss, heapUsed, external } = process.memoryUsage();
    const usage: Usage = { cpu: (user + system) / 1e6, rssKb: rss / 1024, heapKb: (heapUsed + external) / 1024 };
    process.send!(usage);
  });
  process.once('disconnect', () => process.exit());
};

/** A server in a process of its own, on a port that it keeps when it starts again. */
export class ServerProcess {
  port = 0;
  private child: ChildProcess;

  constructor(
    private readonly args: string[],
    private readonly env: Record<string, string> = {},
    private readonly nodeFlags: string[] = [],
  ) {}

  async start(): Promise<this> {
    this.child = fork(process.argv[1]!, [...this.args, String(this.port)], {
      env: { ...process.env, ...this.env },
      execArgv: ['--expose-gc', ...this.nodeFlags],
    });
    const [port] = (await once(this.child, 'message')) as [number];
    this.port = port;
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async usage(): Promise<Usage> {
    this.child.send('usage');
    return ((await once(this.child, 'message')) as [Usage])[0];
  }

  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    const closed = once(this.child, 'close');
    this.child.kill(signal);
    await closed;
  }
}

/** Runs in the child. */
export const servePortal = async (port: string): Promise<void> => {
  const config = PortalConfig.read({ ...process.env, PORTAL_PORT: port });
  const log = createLog({ level: config.get('PORTAL_LOG_LEVEL') });
  const webDir = `${config.get('PORTAL_DATA_DIR')}/web`;
  const portal = await openPortal({ config, log, version: '0.0.0', webDir });
  answerUsage();
  // A profile is written when the process ends by itself.
  process.once('SIGTERM', () => process.exit());
  process.send!(Number(portal.url!.port));
};

/** A durable database, a portal on it in a process of its own, and as many accounts as asked for, each with a key. */
export class ChatLab {
  readonly portal: ServerProcess;
  private constructor(
    private readonly folder: string,
    private readonly postgres: Awaited<ReturnType<typeof startPostgres>>,
    readonly database: pg.Client,
    nodeFlags: string[],
  ) {
    this.portal = new ServerProcess(['--portal'], this.env, nodeFlags);
  }

  static async open(users: number, nodeFlags: string[] = []): Promise<ChatLab> {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'chat-bench-'));
    chmodSync(folder, 0o711);
    const postgres = await startPostgres({ dataDir: path.join(folder, 'pg'), password: 'bench' });
    const lab = new ChatLab(folder, postgres, new pg.Client(postgres.url()), nodeFlags);
    await lab.portal.start();
    await lab.database.connect();
    await lab.database.query(ACCOUNTS, [users]);
    return lab;
  }

  get env(): Record<string, string> {
    return {
      DATABASE_URL: this.postgres.url(),
      PORTAL_DATA_DIR: this.folder,
      PORTAL_HOST: '127.0.0.1',
      PORTAL_ROLES: 'api,worker',
      PORTAL_LOG_LEVEL: 'warn',
      PORTAL_RATE_LIMITS: 'off',
    };
  }

  async close(): Promise<void> {
    await this.database.end();
    await this.portal.kill('SIGTERM');
    await this.postgres.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Of account `n`, from 1 on. */
export const keyOf = (n: number): string => `portal_bench${n}`;

const ACCOUNTS = `
  WITH u AS (INSERT INTO users (username) SELECT 'bench' || n FROM generate_series(1, $1::int) n RETURNING id, username)
  INSERT INTO api_keys (user_id, name, key_hash, key_prefix, scopes)
  SELECT id, 'bench', sha256(convert_to('portal_' || username, 'UTF8')), 'portal_ben', '*' FROM u`;
