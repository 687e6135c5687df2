import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from './free-port.js';

export const SSHD = '/usr/sbin/sshd';

const run = promisify(execFile);

/** A real OpenSSH server on loopback with its own keys, configuration and, for root, a user with a password. */
export class SshdPeer {
  port: number;
  /** Signs in with `privateKey`; also with `password` when the tests run as root. */
  username: string;
  password: string | undefined;
  /** OpenSSH format, ed25519, without a passphrase. */
  privateKey: string;
  /** Of `privateKey`, a line of authorized_keys. */
  publicKey: string;
  /** Of its ed25519 host key, `SHA256:…`. */
  fingerprint: string;
  private ownFolder: string;
  private server: ChildProcess;
  private isTemporaryUser = false;

  /** `settings` are lines of sshd_config; the first of a keyword wins. */
  constructor(private readonly settings: readonly string[] = []) {}

  async open(): Promise<this> {
    this.ownFolder = mkdtempSync(path.join(os.tmpdir(), 'sshd-'));
    // sshd reads authorized_keys as the user that signs in.
    await run('chmod', ['711', this.ownFolder]);
    await this.makeKey('host_ed25519', 'ed25519');
    await this.makeKey('user', 'ed25519');
    this.privateKey = readFileSync(this.file('user'), 'utf8');
    this.publicKey = readFileSync(this.file('user.pub'), 'utf8');
    this.fingerprint = await this.fingerprintOf('host_ed25519');
    this.makeUser();
    this.port = await freePort();
    await this.start();
    return this;
  }

  /** Starts again on the same port and shows these host keys; `fresh` makes new ones. */
  async restart(hostKeyTypes: readonly ('ed25519' | 'rsa' | 'ecdsa')[], { fresh = false } = {}): Promise<void> {
    await this.stop();
    for (const type of hostKeyTypes) {
      if (fresh || !existsSync(this.file(`host_${type}`))) await this.makeKey(`host_${type}`, type);
    }
    this.fingerprint = await this.fingerprintOf('host_ed25519');
    await this.start(hostKeyTypes);
  }

  async close(): Promise<void> {
    await this.stop();
    if (this.isTemporaryUser) await run('userdel', ['-rf', this.username]).catch(() => undefined);
    rmSync(this.ownFolder, { recursive: true, force: true });
  }

  /** Freezes, thaws or kills everything that serves a connection, as a lost network or a crash would. */
  signalSessions(signal: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): void {
    for (const pid of descendantsOf(this.server.pid!)) process.kill(pid, signal);
  }

  /** Where the account may write; not made yet. */
  folder(name: string): string {
    return path.join(this.isTemporaryUser ? path.join('/home', this.username) : this.ownFolder, name);
  }

  /** What root made there belongs to the account. */
  handOver(folder: string): void {
    if (this.isTemporaryUser) execFileSync('chown', ['-Rh', this.username, folder]);
  }

  /** What `POST /api/vods/storage` takes. */
  storage(folder: string): object {
    const { port, username, privateKey } = this;
    return { host: '127.0.0.1', port, username, auth_method: 'key', private_key: privateKey, remote_path: folder };
  }

  private file(name: string): string {
    return path.join(this.ownFolder, name);
  }

  private async makeKey(name: string, type: string): Promise<void> {
    rmSync(this.file(name), { force: true });
    await run('ssh-keygen', ['-q', '-t', type, '-N', '', '-C', 'test', '-f', this.file(name)]);
  }

  private async fingerprintOf(name: string): Promise<string> {
    const { stdout } = await run('ssh-keygen', ['-lf', this.file(`${name}.pub`)]);
    return stdout.split(' ')[1]!;
  }

  private makeUser(): void {
    if (process.getuid?.() !== 0) {
      this.username = os.userInfo().username;
      return;
    }
    this.username = `t${randomBytes(4).toString('hex')}`;
    this.password = randomBytes(12).toString('base64url');
    execFileSync('useradd', ['--create-home', '--shell', '/bin/bash', this.username]);
    this.isTemporaryUser = true;
    execFileSync('chpasswd', { input: `${this.username}:${this.password}\n` });
    mkdirSync('/run/sshd', { recursive: true });
  }

  private async start(hostKeyTypes: readonly string[] = ['ed25519']): Promise<void> {
    writeFileSync(
      this.file('sshd_config'),
      [
        ...this.settings,
        `Port ${this.port}`,
        'ListenAddress 127.0.0.1',
        ...hostKeyTypes.map((type) => `HostKey ${this.file(`host_${type}`)}`),
        `AuthorizedKeysFile ${this.file('user.pub')}`,
        `PidFile ${this.file('pid')}`,
        // PAM lets whoever mistypes a password wait for seconds.
        'UsePAM no',
        'PasswordAuthentication yes',
        'KbdInteractiveAuthentication no',
        'StrictModes no',
        'MaxStartups 1000',
        'MaxSessions 100',
        'PrintLastLog no',
        'PrintMotd no',
        'Subsystem sftp internal-sftp',
      ].join('\n'),
    );
    this.server = spawn(SSHD, ['-D', '-e', '-f', this.file('sshd_config')], { stdio: ['ignore', 'ignore', 'pipe'] });
    await once(this.server.stderr!, 'data');
    this.server.stderr!.resume();
    await this.reachable();
  }

  private async reachable(): Promise<void> {
    for (let tries = 0; tries < 100; tries++) {
      const socket = connect(this.port, '127.0.0.1');
      const isUp = await once(socket, 'connect').then(
        () => true,
        () => false,
      );
      socket.destroy();
      if (isUp) return;
      await delay(20);
    }
    throw new Error('sshd does not answer');
  }

  private async stop(): Promise<void> {
    if (this.server.exitCode !== null || this.server.signalCode !== null) return;
    this.server.kill();
    await once(this.server, 'exit');
  }
}

const descendantsOf = (pid: number): number[] => {
  const rows = execFileSync('ps', ['-e', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number));
  const childrenOf = (parent: number): number[] =>
    rows.filter(([, of]) => of === parent).flatMap(([child]) => [child!, ...childrenOf(child!)]);
  return childrenOf(pid);
};
