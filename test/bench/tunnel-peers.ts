import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SshdPeer } from '../../libs/testing/src/peers/sshd.peer.js';
import { freePort } from '../../libs/testing/src/peers/free-port.js';
import { pin } from './media-lab.js';
import { LOAD_CORE, reachable, SERVER_CORE } from './tunnel-lab.js';

/** Another way from visitors to the same tenant. */
export interface TunnelPeer {
  /** For visitors. */
  port: number;
  /** Of the process that carries the bytes; undefined when several do. */
  pid?: number;
  close(): Promise<void> | void;
}

/** Processes that share a folder and end together. */
class Family {
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'portal-bench-peer-'));
  private readonly children: ChildProcess[] = [];

  /** In the folder, on that core, with no more environment than this. */
  start(core: string, command: string[], env: Record<string, string> = {}): ChildProcess {
    const { HOME = '/', PATH = '' } = process.env;
    const child = spawn('taskset', ['-c', core, ...command], {
      cwd: this.folder,
      env: { HOME, PATH, ...env },
      stdio: 'ignore',
    });
    this.children.push(child);
    return child;
  }

  write(name: string, text: string): string {
    const file = path.join(this.folder, name);
    writeFileSync(file, text, { mode: 0o600 });
    return file;
  }

  close(): void {
    for (const child of this.children) child.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** `ssh -R` to a sshd of its own. */
export const openReverseSsh = async (tenant: number): Promise<TunnelPeer> => {
  const sshd = new SshdPeer(['AllowTcpForwarding yes', 'GatewayPorts no']);
  // What it starts stays on its core.
  await pin(SERVER_CORE, process.pid);
  await sshd.open();
  await pin(LOAD_CORE, process.pid);
  const port = await freePort();
  const family = new Family();
  const key = family.write('key', sshd.privateKey);
  const options = ['-oStrictHostKeyChecking=no', '-oUserKnownHostsFile=/dev/null', '-oExitOnForwardFailure=yes'];
  const forward = ['-N', '-q', '-R', `127.0.0.1:${port}:127.0.0.1:${tenant}`];
  family.start(LOAD_CORE, [
    'ssh',
    ...options,
    ...forward,
    '-i',
    key,
    '-p',
    `${sshd.port}`,
    `${sshd.username}@127.0.0.1`,
  ]);
  await reachable(port);
  return {
    port,
    close: async () => {
      family.close();
      await sshd.close();
    },
  };
};

/** frps and frpc of that folder, with TLS between them as they have it unless told otherwise. */
export const openFrp = async (folder: string, tenant: number): Promise<TunnelPeer> => {
  const [meeting, port] = [await freePort(), await freePort()];
  const family = new Family();
  const server = family.write(
    'frps.toml',
    `bindAddr = "127.0.0.1"\nproxyBindAddr = "127.0.0.1"\nbindPort = ${meeting}\n`,
  );
  const client = family.write(
    'frpc.toml',
    `serverAddr = "127.0.0.1"\nserverPort = ${meeting}\n[[proxies]]\nname = "bench"\ntype = "tcp"\n` +
      `localIP = "127.0.0.1"\nlocalPort = ${tenant}\nremotePort = ${port}\n`,
  );
  const { pid } = family.start(SERVER_CORE, [path.join(folder, 'frps'), '-c', server]);
  await reachable(meeting);
  family.start(LOAD_CORE, [path.join(folder, 'frpc'), '-c', client]);
  await reachable(port);
  return { port, pid, close: () => family.close() };
};

/** The Go relay of that folder, `relay-server`, with one public TCP port, and its own client. */
export const openGoRelay = async (folder: string, tenant: number): Promise<TunnelPeer> => {
  const [api, sni, port] = [await freePort(), await freePort(), await freePort()];
  const family = new Family();
  const { pid } = family.start(SERVER_CORE, [path.join(folder, 'relay-server')], {
    PORTAL_URL: `https://localhost:${sni}`,
    API_PORT: `${api}`,
    SNI_PORT: `${sni}`,
    MIN_PORT: `${port}`,
    MAX_PORT: `${port}`,
    TCP_ENABLED: 'true',
  });
  await reachable(sni);
  const client = await openGoClient(folder, sni, tenant, [port]);
  return {
    port: client.port,
    pid,
    close: () => {
      void client.close();
      family.close();
    },
  };
};

/** The Go client of that folder, `portal-tunnel`, at a relay that gives it one of these TCP ports. */
export const openGoClient = async (
  folder: string,
  relay: number,
  tenant: number,
  ports: readonly number[],
): Promise<TunnelPeer> => {
  const family = new Family();
  const expose = ['expose', '--relays', `https://localhost:${relay}`, '--discovery=false', '--name', 'bench', '--tcp'];
  family.start(LOAD_CORE, [path.join(folder, 'portal-tunnel'), ...expose, `127.0.0.1:${tenant}`]);
  const port = await Promise.any(ports.map(async (candidate) => (await reachable(candidate), candidate)));
  return { port, close: () => family.close() };
};

/** The folder named by a variable of the environment, with these programs in it; says so when it is not there. */
export const folderOf = (variable: string, ...programs: string[]): string | undefined => {
  const folder = process.env[variable];
  if (folder && programs.every((program) => existsSync(path.join(folder, program)))) return folder;
  console.log(`left out: ${variable} names no folder with ${programs.join(' and ')}`);
  return undefined;
};
