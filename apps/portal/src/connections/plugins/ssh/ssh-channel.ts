import type { Socket } from 'node:net';
import type { Client, ClientChannel } from 'ssh2';
import { DomainError } from '#libs/contracts';
import type { ExitStatus, SessionChannel, TerminalSize } from '../../connection-plugin.js';
import { asLostConnection } from './ssh-errors.js';
import type { SshSettings } from './ssh-params.js';
import { openWithCredit } from './ssh-window.js';

/** Input that may wait for the server before the viewer is no longer read. */
const MAX_INPUT_BYTES = 256 * 1024;

/** Opens the session channel of a connection that is ready. @throws DomainError target.protocol */
export const openShell = (
  client: Client,
  socket: Socket,
  { cols, rows }: TerminalSize,
  { term, lang, initialCommand, idleMs }: SshSettings,
): Promise<SessionChannel> =>
  new Promise((resolve, reject) => {
    const pty = { term, cols, rows, width: 0, height: 0 };
    const env = lang === '' ? {} : { LANG: lang };
    const grant = openWithCredit(client);
    const done = (error: Error | undefined, channel: ClientChannel): void => {
      if (error) reject(new DomainError('target.protocol', { text: 'The server opens no shell.', cause: error }));
      else resolve(new SshChannel(client, socket, channel, grant(channel), idleMs));
    };
    if (initialCommand === '') client.shell(pty, { env }, done);
    else client.exec(initialCommand, { pty, env }, done);
  });

class SshChannel implements SessionChannel {
  readonly ended: Promise<ExitStatus>;
  private drained: (() => void) | undefined;
  private failure: DomainError | undefined;

  constructor(
    private readonly client: Client,
    private readonly socket: Socket,
    private readonly channel: ClientChannel,
    readonly grant: (bytes: number) => void,
    readonly idleMs: number,
  ) {
    const exit: ExitStatus = { code: null, signal: null };
    channel.on('exit', (code: number | null, signal?: string) => Object.assign(exit, { code, signal: signal ?? null }));
    channel.on('error', () => undefined);
    client.on('error', (cause) => (this.failure ??= asLostConnection(cause)));
    // Before the channel's own end: the server never closed it.
    client.once('close', () => (this.failure ??= asLostConnection(new Error('closed by the server'))));
    socket.on('drain', () => this.drain());
    this.ended = new Promise((resolve) => {
      channel.once('close', () => {
        client.end();
        const failure = exit.code === null && exit.signal === null ? this.failure : undefined;
        resolve(failure ? { ...exit, error: failure } : exit);
      });
    });
  }

  start(onData: (chunk: Buffer) => void): void {
    this.channel.on('data', onData);
    this.channel.stderr.on('data', onData);
  }

  write(data: Buffer): boolean {
    if (!this.channel.writable) return true;
    this.channel.write(data, () => this.drain());
    return this.waiting < MAX_INPUT_BYTES;
  }

  onDrain(handler: () => void): void {
    this.drained = handler;
  }

  resize({ cols, rows }: TerminalSize): void {
    this.channel.setWindow(rows, cols, 0, 0);
  }

  close(): void {
    this.channel.close();
    this.client.end();
    // A server that no longer answers must not keep the session.
    setTimeout(() => this.client.destroy(), 1_000).unref();
  }

  private get waiting(): number {
    return this.channel.writableLength + this.socket.writableLength;
  }

  private drain(): void {
    if (this.waiting < MAX_INPUT_BYTES / 2) this.drained?.();
  }
}
