import 'reflect-metadata';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
// eslint-disable-next-line no-restricted-imports
import tls from 'node:tls';
import { tenantCertificate } from '../../apps/portal/src/relay/tenant.peer.js';
import { cpuSeconds, pin } from './media-lab.js';
import { report, rounded } from './report.js';
import { serveBytes, takeBytes } from './tunnel-bytes.js';
import { BareTenant, Haproxy, LOAD_CORE, median, TunnelLab } from './tunnel-lab.js';
import { folderOf, openFrp, openGoClient, openGoRelay, openReverseSsh, type TunnelPeer } from './tunnel-peers.js';

// Bytes a second from a tenant to its visitors on a public TCP port, one and eight at once, ÷ `ssh -R` and ÷ one hop of
// haproxy to the same tenant. Relay, sshd, haproxy and the others have one core; visitors, tenants and clients the other;
// with CORES=shared all have both. The tenant is a process of its own and the least there can be, so that the relay is
// measured and not our client. Every byte is compared where it arrives. A second haproxy has TLS to its tenant, as the
// relay has; frp and the Go relay take part where FRP_BIN and GO_RELAY_BIN name the folders of their programs, and then
// the Go client also by way of our relay.

const MEGABYTES = Number(process.env['MB'] ?? 1_000);
/** ssh takes as long with fewer. */
const SSH_MEGABYTES = Math.ceil(MEGABYTES / 4);
const ROUNDS = Number(process.env['RUNS'] ?? 3);
const STREAMS = [1, 8];
const TENANT = 'tenant';
const TARGET = { ssh: 3, haproxy: 0.6 };

interface Seen {
  /** MB/s. */
  rate: number;
  /** Seconds of processor a gigabyte. */
  server?: number;
  visitors: number;
}

const measure = async ({ port, pid }: TunnelPeer, streams: number, megabytes: number): Promise<Seen> => {
  const bytes = Math.ceil((megabytes * 1e6) / streams);
  const gigabytes = (bytes * streams) / 1e9;
  const [server, visitors, began] = [pid && cpuSeconds(pid), cpuSeconds(process.pid), performance.now()];
  await Promise.all(Array.from({ length: streams }, () => takeBytes(port, bytes)));
  return {
    rate: (gigabytes * 1e6) / (performance.now() - began),
    ...(pid && { server: (cpuSeconds(pid) - server!) / gigabytes }),
    visitors: (cpuSeconds(process.pid) - visitors) / gigabytes,
  };
};

const listening = async <T extends net.Server>(server: T): Promise<number> => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as net.AddressInfo).port;
};

/** What the tenant is told, and what it answers. */
interface Meeting {
  relay: number;
  token: string;
}
interface Ports {
  plain: number;
  secure: number;
}

/** Serves the relay's visitors, and on two ports of its own those of the others. */
const runTenant = async (): Promise<void> => {
  process.once('disconnect', () => process.exit());
  const [{ relay, token }] = (await once(process, 'message')) as [Meeting];
  const { certPem, keyPem } = await tenantCertificate('localhost');
  await new BareTenant(relay, token, serveBytes).open();
  const plain = await listening(net.createServer({ noDelay: true }, serveBytes));
  const secure = await listening(tls.createServer({ cert: certPem, key: keyPem }, serveBytes));
  process.send!({ plain, secure } satisfies Ports);
};

const openTenant = async (meeting: Meeting): Promise<Ports & { child: ChildProcess }> => {
  const child = fork(process.argv[1]!, [TENANT]);
  await pin(LOAD_CORE, child.pid!);
  child.send(meeting);
  const [ports] = (await once(child, 'message')) as [Ports];
  return { ...ports, child };
};

if (process.argv[2] === TENANT) {
  await runTenant();
  await new Promise(() => undefined);
}

const lab = await TunnelLab.open({ RELAY_PROTOCOL: '5', RELAY_SIGN_WITHOUT_TOKEN: 'on' });
const peers = new Map<string, TunnelPeer>();
let tenant: ChildProcess | undefined;
try {
  const hop = (server: string) => Haproxy.open(`  default_backend tenant\nbackend tenant\n  server tenant ${server}`);
  const lease = await lab.lease({ tcp_enabled: true });
  const port = Number(/\d+$/.exec(lease.lease.tcp_addr!)![0]);
  const { plain, secure, child } = await openTenant({ relay: lab.port, token: lease.token });
  tenant = child;
  peers.set('relay', { port, pid: lab.relayPid, close: () => undefined });
  peers.set('haproxy', await hop(`127.0.0.1:${plain}`));
  peers.set('haproxy_tls', await hop(`127.0.0.1:${secure} ssl verify none`));
  peers.set('ssh', await openReverseSsh(plain));
  const frp = folderOf('FRP_BIN', 'frps', 'frpc');
  if (frp) peers.set('frp', await openFrp(frp, plain));
  const go = folderOf('GO_RELAY_BIN', 'relay-server', 'portal-tunnel');
  if (go) {
    peers.set('go_relay', await openGoRelay(go, plain));
    const others = lab.ports.filter((candidate) => candidate !== port);
    peers.set('relay_go_client', { ...(await openGoClient(go, lab.port, plain, others)), pid: lab.relayPid });
  }

  // Nobody is measured cold.
  for (const peer of peers.values()) await measure(peer, 1, MEGABYTES / 10);
  const seen = new Map<string, Seen[]>();
  for (let round = 0; round < ROUNDS; round++)
    for (const streams of STREAMS)
      for (const [name, peer] of peers) {
        const result = await measure(peer, streams, name === 'ssh' ? SSH_MEGABYTES : MEGABYTES);
        const key = `${name}_${streams}`;
        seen.set(key, [...(seen.get(key) ?? []), result]);
        const server = result.server === undefined ? '' : `, server ${rounded(result.server)} s of processor a GB`;
        console.log(`${key}: ${rounded(result.rate)} MB/s${server}, visitors ${rounded(result.visitors)}`);
      }
  const middle = (name: string, of: (result: Seen) => number): number => rounded(median(seen.get(name)!.map(of)));
  const rateOf = (name: string): number => middle(name, ({ rate }) => rate);
  for (const name of seen.keys())
    console.log(`${name}: median ${rateOf(name)} MB/s, ${middle(name, ({ server }) => server ?? 0)} s`);
  const lowest = (ours: string, peer: string): number =>
    Math.min(...STREAMS.map((streams) => rounded(rateOf(`${ours}_${streams}`) / rateOf(`${peer}_${streams}`))));
  const ratios = Object.fromEntries(
    [...peers.keys()].filter((name) => !name.startsWith('relay')).map((name) => [name, lowest('relay', name)]),
  );
  if (go) ratios['go_relay'] = lowest('relay_go_client', 'go_relay');
  console.log(`of one stream and eight the lower, ÷ ${JSON.stringify(ratios)}; ÷ go_relay with its own client at both`);
  const rates = (isOurs: boolean): Record<string, number> =>
    Object.fromEntries(
      [...seen.keys()].filter((name) => name.startsWith('relay') === isOurs).map((name) => [name, rateOf(name)]),
    );
  report({
    bench: 'tunnel-bulk',
    ours: rates(true),
    peer: rates(false),
    ratio: ratios['haproxy']!,
    unit: 'MB/s by one stream and by eight; ratio to haproxy',
    target: TARGET,
    met: ratios['ssh']! >= TARGET.ssh && ratios['haproxy']! >= TARGET.haproxy,
  });
} finally {
  tenant?.kill();
  for (const peer of peers.values()) await peer.close();
  await lab.close();
}
process.exit();
