import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import ssh2, { type AuthContext, type Connection, type PseudoTtyInfo, type ServerChannel } from 'ssh2';
import { generateSshKeyPair } from '#libs/crypto';

export interface SshServerOptions {
  /** Decides each attempt: `ctx.accept()` or `ctx.reject([...])`. Default: everybody. */
  authenticate?: (ctx: AuthContext) => void;
  /** The far end of every shell or command. Default: echoes its input. */
  shell?: (channel: ServerChannel, request: { pty?: PseudoTtyInfo; command?: string }) => void;
  onResize?: (size: { cols: number; rows: number }) => void;
}

/** An SSH server in this process: prompts, refusals and output that a real one would not give on demand. */
export class SshServerPeer {
  port: number;
  readonly connections = new Set<Connection>();
  private server: ssh2.Server;

  constructor(private readonly options: SshServerOptions = {}) {}

  async open(): Promise<this> {
    const { privateKey } = await generateSshKeyPair('ed25519', 'test');
    this.server = new ssh2.Server({ hostKeys: [privateKey] }, (connection) => this.accept(connection));
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
    return this;
  }

  async close(): Promise<void> {
    for (const connection of this.connections) connection.end();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private accept(connection: Connection): void {
    this.connections.add(connection);
    // As OpenSSH does for terminals; ssh2 has no way to ask for it.
    (connection as unknown as { _sock: Socket })._sock.setNoDelay(true);
    connection.on('error', () => undefined);
    connection.once('close', () => this.connections.delete(connection));
    connection.on('authentication', (ctx) => (this.options.authenticate ?? ((given) => given.accept()))(ctx));
    connection.on('session', (accept) => {
      const session = accept();
      let pty: PseudoTtyInfo | undefined;
      session.on('pty', (acceptPty, _reject, info) => {
        pty = info;
        acceptPty?.();
      });
      session.on('env', (acceptEnv) => acceptEnv?.());
      session.on('window-change', (acceptChange, _reject, size) => {
        this.options.onResize?.({ cols: size.cols, rows: size.rows });
        acceptChange?.();
      });
      const shell = this.options.shell ?? ((channel: ServerChannel) => void channel.pipe(channel));
      session.on('shell', (acceptShell) => shell(acceptShell(), { ...(pty && { pty }) }));
      session.on('exec', (acceptExec, _reject, { command }) => shell(acceptExec(), { ...(pty && { pty }), command }));
    });
  }
}
