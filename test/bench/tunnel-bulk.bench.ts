import 'reflect-metadata';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { SshdPeer } from '../../libs/testing/src/peers/sshd.peer.js';
import { freePort } from '../../libs/testing/src/peers/free-port.js';
import { cpuSeconds, pin } from './media-lab.js';
import { report, rounded } from './report.js';
import { BareTenant, Haproxy, LOAD_CORE, median, reachable, SERVER_CORE, TunnelLab } from './tunnel-lab.js';

// Bytes a second from a tenant to its visitors on a public TCP port, one and eight at once, ÷ `ssh -R` and ÷ one hop of
// haproxy to the same tenant. The relay, sshd and haproxy have one core; visitors, tenant and ssh the other. The tenant is
// the least there can be, so that the relay is measured and not our client. Every byte is compared where it arrives.

const MEGABYTES = Number(process.env['MB'] ?? 1_000);
/** ssh takes as long with fewer. */
const SSH_MEGABYTES = Math.ceil(MEGABYTES / 4);
const ROUNDS = Number(process.env['RUNS'] ?? 3);
const STREAMS = [1, 8];
const TARGET = { ssh: 3, haproxy: 0.6 };

const PATTERN_BYTES = 1 << 20;
const PORTION = 1 << 18;
const pattern = randomBytes(PATTERN_BYTES);
/** So that a piece that begins anywhere is in one piece. */
const patternTwice = Buffer.concat([pattern, pattern]);

/** Sends as many bytes as the visitor asks for in its first eight. */
const serve = (visitor: net.Socket): void => {
  let at = 0;
  visitor.on('error', () => visitor.destroy());
  visitor.once('data', (wish: Buffer) => {
    const bytes = Number(wish.readBigUInt64BE());
    const go = (): void => {
      while (at < bytes) {
        const from = at % PATTERN_BYTES;
        const portion = pattern.subarray(from, Math.min(from + PORTION, from + bytes - at));
        at += portion.length;
        if (!visitor.write(portion)) return void visitor.once('drain', go);
      }
      visitor.end();
    };
    go();
  });
  visitor.resume();
};

/** Resolves when all has arrived. @throws Error when anything else arrives, or not all */
const take = async (port: number, bytes: number): Promise<void> => {
  let at = 0;
  let isIntact = true;
  const socket = net.connect({
    port,
    host: '127.0.0.1',
    onread: {
      buffer: Buffer.alloc(PORTION),
      callback: (size, buffer) => {
        const from = at % PATTERN_BYTES;
        isIntact &&= (buffer as Buffer).compare(patternTwice, from, from + size, 0, size) === 0;
        at += size;
        return true;
      },
    },
  });
  const wish = Buffer.alloc(8);
  wish.writeBigUInt64BE(BigInt(bytes));
  socket.write(wish);
  await once(socket, 'close');
  if (!isIntact || at !== bytes)
    throw new Error(`${at} of ${bytes} bytes arrived${isIntact ? '' : ', others than sent'}`);
};

/** MB/s, and seconds of processor a gigabyte. */
const rate = async (port: number, streams: number, megabytes: number, pid: number) => {
  const bytes = Math.ceil((megabytes * 1e6) / streams);
  const [cpu, began] = [cpuSeconds(pid), performance.now()];
  await Promise.all(Array.from({ length: streams }, () => take(port, bytes)));
  const seconds = (performance.now() - began) / 1_000;
  return { rate: (bytes * streams) / 1e6 / seconds, cost: (cpuSeconds(pid) - cpu) / ((bytes * streams) / 1e9) };
};

class ReverseSsh {
  port = 0;
  private folder = '';
  private client: ChildProcess;
  private readonly sshd = new SshdPeer(['AllowTcpForwarding yes', 'GatewayPorts no']);

  async open(tenant: number): Promise<this> {
    // What it starts stays on its core.
    await pin(SERVER_CORE, process.pid);
    await this.sshd.open();
    await pin(LOAD_CORE, process.pid);
    this.port = await freePort();
    this.folder = mkdtempSync(path.join(os.tmpdir(), 'portal-bench-ssh-'));
    const key = path.join(this.folder, 'key');
    writeFileSync(key, this.sshd.privateKey, { mode: 0o600 });
    const options = ['-oStrictHostKeyChecking=no', '-oUserKnownHostsFile=/dev/null', '-oExitOnForwardFailure=yes'];
    const forward = ['-N', '-q', '-R', `127.0.0.1:${this.port}:127.0.0.1:${tenant}`];
    const where = ['-i', key, '-p', String(this.sshd.port), `${this.sshd.username}@127.0.0.1`];
    this.client = spawn('ssh', [...options, ...forward, ...where], { stdio: 'ignore' });
    await reachable(this.port);
    return this;
  }

  async close(): Promise<void> {
    this.client.kill();
    await this.sshd.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const listenPlain = async (): Promise<net.Server> => {
  const server = net.createServer({ noDelay: true }, serve).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
};

const lab = await TunnelLab.open();
const plain = await listenPlain();
const tenantPort = (plain.address() as net.AddressInfo).port;
const haproxy = await Haproxy.open(`  default_backend tenant\nbackend tenant\n  server tenant 127.0.0.1:${tenantPort}`);
const ssh = await new ReverseSsh().open(tenantPort);
try {
  const lease = await lab.lease({ tcp_enabled: true });
  const port = Number(/\d+$/.exec(lease.lease.tcp_addr!)![0]);
  const tenant = await new BareTenant(lab.port, lease.token, serve).open();
  const seen = new Map<string, { rate: number; cost: number }[]>();
  const note = (name: string, result: { rate: number; cost: number }): void => {
    seen.set(name, [...(seen.get(name) ?? []), result]);
    console.log(
      `${name}: ${rounded(result.rate)} MB/s${result.cost ? `, ${rounded(result.cost)} s of processor a GB` : ''}`,
    );
  };
  for (let round = 0; round < ROUNDS; round++)
    for (const streams of STREAMS) {
      note(`relay_${streams}`, await rate(port, streams, MEGABYTES, lab.relayPid));
      note(`haproxy_${streams}`, await rate(haproxy.port, streams, MEGABYTES, haproxy.pid));
      note(`ssh_${streams}`, await rate(ssh.port, streams, SSH_MEGABYTES, process.pid));
    }
  tenant.close();
  const of = (name: string): number => rounded(median(seen.get(name)!.map((result) => result.rate)));
  const all = (who: string): Record<string, number> =>
    Object.fromEntries(STREAMS.map((streams) => [`${who}_${streams}`, of(`${who}_${streams}`)]));
  const lowest = (peer: string): number =>
    Math.min(...STREAMS.map((streams) => rounded(of(`relay_${streams}`) / of(`${peer}_${streams}`))));
  const ratios = { ssh: lowest('ssh'), haproxy: lowest('haproxy') };
  console.log(`÷ ssh -R ${ratios.ssh}, ÷ haproxy ${ratios.haproxy}, of one stream and eight the lower`);
  report({
    bench: 'tunnel-bulk',
    ours: all('relay'),
    peer: { ...all('haproxy'), ...all('ssh') },
    ratio: ratios.haproxy,
    unit: 'MB/s by one stream and by eight; ratio to haproxy',
    target: TARGET,
    met: ratios.ssh >= TARGET.ssh && ratios.haproxy >= TARGET.haproxy,
  });
} finally {
  await ssh.close();
  haproxy.close();
  plain.close();
  await lab.close();
}
process.exit();
