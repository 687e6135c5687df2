import { spawn, type IPty } from '@lydell/node-pty';
import type { EventEmitter } from 'node:events';
import { constants as os } from 'node:os';
import type { Socket } from 'node:net';
import type { ExitStatus, SessionChannel, TerminalSize } from '../../connection-plugin.js';
import type { SystemAccount } from './system-account.js';

const SETPRIV = '/usr/bin/setpriv';
const PATH = '/usr/local/bin:/usr/bin:/bin';

/** Input that may wait for the program before the viewer is no longer read. */
const MAX_INPUT_BYTES = 256 * 1024;

/** After the end of the program: how often a viewer that has not read everything is looked at. */
const LOOK_MS = 200;

export interface LocalShellOptions {
  account: SystemAccount;
  shell: string;
  cwd: string;
  size: TerminalSize;
  idleMs: number;
}

/** A pty on this host. Nothing of the portal's environment reaches it. */
export class LocalShell implements SessionChannel {
  readonly idleMs: number;
  readonly ended: Promise<ExitStatus>;
  private readonly pty: IPty;
  private credit = 0;
  private isPaused = true;
  private hasEnded = false;
  private isClosed = false;

  constructor({ account, shell, cwd, size, idleMs }: LocalShellOptions) {
    const [file, ...args] = commandFor(account, shell);
    const { name, home } = account;
    const env = { PATH, HOME: home, USER: name, LOGNAME: name, SHELL: shell, LANG: 'C.UTF-8' };
    this.idleMs = idleMs;
    this.pty = spawn(file!, args, { name: 'xterm-256color', ...size, cwd, env, encoding: null });
    this.pty.pause();
    // With fewer than two listeners, node-pty throws what its socket reports.
    for (let count = 0; count < 2; count++) (this.pty as unknown as EventEmitter).on('error', () => undefined);
    this.keepUntilRead();
    this.ended = new Promise((resolve) =>
      this.pty.onExit(({ exitCode, signal }) => {
        this.hasEnded = true;
        resolve(signal ? { code: null, signal: signalName(signal) } : { code: exitCode, signal: null });
      }),
    );
  }

  start(onData: (chunk: Buffer) => void): void {
    this.pty.onData((data) => {
      // Typed as text, but without an encoding it is bytes.
      const chunk = data as unknown as Buffer;
      onData(chunk);
      this.credit -= chunk.length;
      if (this.credit > 0 || this.isPaused) return;
      this.isPaused = true;
      this.pty.pause();
    });
  }

  grant(bytes: number): void {
    this.credit += bytes;
    if (this.credit <= 0 || !this.isPaused) return;
    this.isPaused = false;
    this.pty.resume();
  }

  write(data: Buffer): boolean {
    this.socket.write(data);
    return this.socket.writableLength < MAX_INPUT_BYTES;
  }

  onDrain(handler: () => void): void {
    this.socket.on('drain', handler);
  }

  resize({ cols, rows }: TerminalSize): void {
    this.pty.resize(cols, rows);
  }

  close(): void {
    this.isClosed = true;
    this.kill('SIGHUP');
    setTimeout(() => this.kill('SIGKILL'), 1_000).unref();
  }

  /** node-pty has no public way to see how much input waits. */
  private get socket(): Socket {
    return (this.pty as unknown as { _socket: Socket })._socket;
  }

  /**
   * node-pty destroys the socket 200 ms after the program's end, and the socket itself when the far side has closed,
   * whatever is still to be read. What others keep open ends once nothing comes any more.
   */
  private keepUntilRead(): void {
    const { socket } = this;
    const destroy = socket.destroy.bind(socket);
    const destroyOnceRead = (error: Error | undefined, seen: number | undefined): Socket => {
      const { bytesRead, readableLength, readableEnded } = socket;
      const isOver = error !== undefined || readableEnded || (!this.isPaused && bytesRead === seen);
      if (this.isClosed || (isOver && readableLength === 0)) return destroy(error);
      setTimeout(() => destroyOnceRead(error, bytesRead), LOOK_MS).unref();
      return socket;
    };
    socket.destroy = (error) => destroyOnceRead(error, undefined);
  }

  /** The shell's group; what runs in the foreground hears of it from the kernel. */
  private kill(signal: NodeJS.Signals): void {
    if (this.hasEnded) return;
    try {
      process.kill(-this.pty.pid, signal);
    } catch {
      // It has ended, and what it left behind is still being read.
    }
  }
}

/** node-pty changes the user but keeps the supplementary groups of root: `setpriv` drops those too. */
const commandFor = ({ uid, gid }: SystemAccount, shell: string): string[] => {
  if (process.getuid?.() === uid) return [shell, '-l'];
  const ids = [`--reuid=${uid}`, `--regid=${gid}`];
  return [SETPRIV, ...ids, '--init-groups', '--no-new-privs', '--', shell, '-l'];
};

const signalName = (signal: number): string =>
  Object.entries(os.signals).find(([, number]) => number === signal)?.[0] ?? `SIG${signal}`;
