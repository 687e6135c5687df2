import 'reflect-metadata';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { LeaseClient, type LeaseWish } from '../../apps/portal/src/sdk-lease/lease-client.peer.js';
import { ReverseSession } from '../../apps/portal/src/relay/tenant.peer.js';
import { freePort } from '../../libs/testing/src/peers/free-port.js';
import { type StartedPortal, startBuiltPortal } from '../journeys/portal.js';
import { pin } from './media-lab.js';

/** The cores of what is measured, and those of visitors and tenants; with CORES=shared everybody may use both. */
export const [SERVER_CORE, LOAD_CORE] = process.env['CORES'] === 'shared' ? ['0,1', '0,1'] : ['0', '1'];
/** Public TCP ports. */
const PORTS = 16;
/** Sessions that a tenant keeps ready: as many as the relay holds. */
const READY = 8;
const LEASE_SECONDS = 3600;
const PROGRAM = path.resolve(import.meta.dirname, '../tunnel/portal-tunnel.js');

/** The built portal, whose relay process alone has the first core; visitors and tenants share the second. */
export class TunnelLab {
  private constructor(
    readonly portal: StartedPortal,
    /** Of TLS. */
    readonly port: number,
    readonly relayPid: number,
    /** Public TCP ports that leases may get. */
    readonly ports: readonly number[],
  ) {}

  static async open(env: Record<string, string> = {}): Promise<TunnelLab> {
    const [port, firstPort] = [await freePort(), await freePort()];
    const portal = await startBuiltPortal({
      env: {
        PORTAL_RATE_LIMITS: 'off',
        PORTAL_LOG_LEVEL: 'warn',
        MEDIA_ENGINE: 'off',
        SNI_PORT: String(port),
        MIN_PORT: String(firstPort),
        MAX_PORT: String(firstPort + PORTS),
        TCP_ENABLED: 'true',
        ...env,
      },
    });
    const relayPid = childOf(portal.pid, 'relay.js');
    await reachable(port);
    await pin(SERVER_CORE, relayPid);
    await pin(LOAD_CORE, process.pid, portal.pid);
    return new TunnelLab(
      portal,
      port,
      relayPid,
      Array.from({ length: PORTS }, (_, index) => firstPort + index),
    );
  }

  /** @throws Error when it is refused */
  async lease(wish: LeaseWish = {}): Promise<LeaseClient> {
    const client = new LeaseClient({ fetch: (pathname, request) => this.post(pathname, request?.body) });
    const { status, body } = await client.register({ ttl: LEASE_SECONDS, ...wish });
    if (status !== 201) throw new Error(`no lease: ${status} ${JSON.stringify(body)}`);
    return client;
  }

  close(): Promise<number | null> {
    return this.portal.stop();
  }

  private async post(pathname: string, body: unknown) {
    const response = await fetch(new URL(pathname, this.portal.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as unknown };
  }
}

/**
 * The least a tunnel client can be: keeps sessions ready, hands over each with its visitor, and adds nothing to the bytes.
 * What it takes is not the relay's.
 */
export class BareTenant {
  /** Sessions that came to nothing, and were tried again. */
  refused = 0;
  private isClosed = false;

  constructor(
    private readonly port: number,
    private readonly token: string,
    private readonly serve: (visitor: net.Socket) => void,
  ) {}

  async open(sessions = READY): Promise<this> {
    await Promise.all(Array.from({ length: sessions }, () => this.keepReady()));
    return this;
  }

  close(): void {
    this.isClosed = true;
  }

  private async keepReady(): Promise<void> {
    const session = await this.connect();
    session?.start().then(
      () => {
        void this.keepReady();
        this.serve(session.socket);
      },
      () => void this.keepReady(),
    );
  }

  /** Undefined once it is closed. */
  private async connect(): Promise<ReverseSession | undefined> {
    while (!this.isClosed) {
      try {
        const session = await ReverseSession.open(this.port, this.token);
        if (session.status !== 101) throw new Error(`no session: ${session.status} ${session.body}`);
        session.socket.setNoDelay(true);
        return session;
      } catch {
        this.refused++;
      }
    }
    return undefined;
  }
}

/** Our client as it is shipped, with a TCP port beside its name. */
export class ShippedClient {
  private constructor(
    private readonly folder: string,
    private readonly child: ChildProcess,
    readonly hostname: string,
    readonly tcpPort: number,
  ) {}

  /** In front of a service of this machine. Resolves when the relay is found to pass TLS on. */
  static async open(relayPort: number, servicePort: number): Promise<ShippedClient> {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'portal-bench-tunnel-'));
    const where = ['--relay', `https://localhost:${relayPort}`, '--identity', path.join(folder, 'identity.json')];
    const what = ['expose', `127.0.0.1:${servicePort}`, '--name', 'bench', '--tcp', '--json'];
    const child = spawn('taskset', ['-c', String(LOAD_CORE), process.execPath, PROGRAM, ...what, ...where], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const online = new Promise<{ tcpAddress: string; publicUrl: string }>((resolve, reject) => {
      createInterface(child.stdout).on('line', (line) => {
        const event = JSON.parse(line) as { event: string; state: string; tcpAddress: string; publicUrl: string };
        if (event.event === 'problem') console.log(line);
        if (event.event === 'state' && event.state === 'online') resolve(event);
      });
      child.once('close', () => reject(new Error('the client has ended')));
    });
    const { tcpAddress, publicUrl } = await online;
    return new ShippedClient(folder, child, new URL(publicUrl).hostname, Number(/\d+$/.exec(tcpAddress)![0]));
  }

  get pid(): number {
    return this.child.pid!;
  }

  async close(): Promise<void> {
    const closed = once(this.child, 'close');
    this.child.kill();
    await closed;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** haproxy with one thread on the servers' core. @throws Error when it does not listen */
export class Haproxy {
  private constructor(
    private readonly folder: string,
    private readonly child: ChildProcess,
    readonly port: number,
  ) {}

  /** `settings` are lines for its one frontend and the sections after it. */
  static async open(settings: string): Promise<Haproxy> {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'portal-bench-haproxy-'));
    const port = await freePort();
    const conf = path.join(folder, 'haproxy.cfg');
    writeFileSync(
      conf,
      `global\n  nbthread 1\n  maxconn 9000\ndefaults\n  mode tcp\n  timeout connect 5s\n  timeout client 5m\n  timeout server 5m\nfrontend bench\n  bind 127.0.0.1:${port}\n${settings}\n`,
    );
    const args = ['-c', SERVER_CORE, 'haproxy', '-db', '-q', '-f', conf];
    const child = spawn('taskset', args, { stdio: ['ignore', 'ignore', 'inherit'] });
    await reachable(port);
    return new Haproxy(folder, child, port);
  }

  get pid(): number {
    return this.child.pid!;
  }

  close(): void {
    this.child.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Waits until somebody listens there. */
export const reachable = async (port: number): Promise<void> => {
  for (let tries = 0; tries < 300; tries++) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = net.connect(port, '127.0.0.1');
      const settle = (answer: boolean) => (): void => {
        socket.destroy();
        resolve(answer);
      };
      socket.once('connect', settle(true)).once('error', settle(false));
    });
    if (isOpen) return;
    await delay(50);
  }
  throw new Error(`nobody listens on port ${port}`);
};

const childOf = (parent: number, script: string): number => {
  const lines = execFileSync('ps', ['-e', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const found = lines
    .map((line) => /^\s*(\d+)\s+(\d+)\s(.*)$/.exec(line))
    .find((row) => Number(row?.[2]) === parent && row![3]!.includes(script));
  if (!found) throw new Error(`the portal has no process of ${script}`);
  return Number(found[1]);
};

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
