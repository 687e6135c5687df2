import { type ChildProcess, fork } from 'node:child_process';
import type { Log } from '#libs/telemetry';

/** What the child tells its parent. */
export type FromRole = { kind: 'ready' } | { kind: 'failed'; reason: string };

export interface RoleProcessOptions {
  /** The role it plays; also the name of its logs' scope. */
  role: 'media' | 'relay';
  /** The program. */
  entry: string;
  env: NodeJS.ProcessEnv;
  log: Log;
  /** Milliseconds before a process that ended is started again, the first time and at most. */
  backOff?: { first: number; max: number };
  /** How long it may take to end. */
  closeMs?: number;
}

/** One that ran for as long was in order. */
const SETTLED_MS = 30_000;

/** Keeps a process of one role running: whatever ends it, it is started again. */
export class RoleProcess {
  private child: ChildProcess | undefined;
  private timer: NodeJS.Timeout | undefined;
  private pause: number;
  private isClosed = false;

  constructor(private readonly options: RoleProcessOptions) {
    this.pause = this.backOff.first;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Resolves when it is there, or has failed to for the first time: it is then tried again and again. */
  start(): Promise<void> {
    const { role: scope, entry, env, log } = this.options;
    const startedAt = performance.now();
    const child = fork(entry, { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.child = child;
    return new Promise((resolve) => {
      child.on('message', (message: FromRole) => {
        if (message.kind === 'failed') log.error({ scope, reason: message.reason }, 'did not start');
        resolve();
      });
      child.once('error', (err) => log.error({ scope, err }, 'process'));
      child.once('close', (code, signal) => {
        resolve();
        if (this.isClosed) return;
        if (performance.now() - startedAt > SETTLED_MS) this.pause = this.backOff.first;
        log.warn({ scope, code, signal, again_in_ms: this.pause }, 'the process ended');
        this.timer = setTimeout(() => void this.start(), this.pause);
        this.pause = Math.min(this.pause * 2, this.backOff.max);
      });
    });
  }

  /** Lets it finish what it does. Idempotent. */
  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.timer);
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGTERM');
    const kill = setTimeout(() => child.kill('SIGKILL'), this.options.closeMs ?? 10_000);
    await ended;
    clearTimeout(kill);
  }

  private get backOff(): { first: number; max: number } {
    return this.options.backOff ?? { first: 200, max: 10_000 };
  }
}
