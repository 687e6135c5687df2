import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import net, { type AddressInfo, type Socket } from 'node:net';
import tls from 'node:tls';
import { cpuSeconds } from './media-lab.js';
import { report, rounded } from './report.js';
import { BareTenant, median, ShippedClient, TunnelLab } from './tunnel-lab.js';

// A thousand visitors of one lease at once: how long each waits until it has met its session, which the tenant's first byte
// tells, and until it has its answer. The tenant keeps sessions ready and opens another, with a TLS handshake of its own, for
// each that is taken. First the least a tenant can be, then the client we ship: at a TCP port, and under its name, where each
// visitor has TLS with the client, signed by the relay. Every visitor gets its own sixteen bytes back, or the run fails.

const VISITORS = Number(process.env['VISITORS'] ?? 1_000);
const ROUNDS = Number(process.env['RUNS'] ?? 5);
const TARGET_MS = 1_500;
const NONCE = 16;

interface Visit {
  socket: Socket;
  /** Resolves with the tenant's first byte. */
  met: Promise<unknown>;
}

/** Milliseconds, of visitors and of processors. */
interface Burst {
  claim_p50: number;
  claim_p99: number;
  answer_p99: number;
  relay: number;
  tenant: number;
}

const echo = (visitor: Socket): void => {
  visitor.on('error', () => visitor.destroy());
  visitor.once('data', (nonce: Buffer) => visitor.end(nonce));
  visitor.resume();
};

const atPort = (port: number) => (): Visit => {
  const socket = net.connect(port, '127.0.0.1');
  return { socket, met: once(socket, 'data') };
};

const byName = (port: number, servername: string) => (): Visit => {
  const socket = tls.connect({ port, host: '127.0.0.1', servername, rejectUnauthorized: false });
  // The client has keys as soon as it has the other side's hello.
  return { socket, met: once(socket, 'keylog') };
};

/** From the attempt to connect. @throws Error when the visitor is turned away, or anything else comes back */
const visit = async (enter: () => Visit): Promise<{ claim: number; answer: number }> => {
  const nonce = randomBytes(NONCE);
  const began = performance.now();
  const { socket, met } = enter();
  const answered = once(socket, 'data') as Promise<[Buffer]>;
  socket.write(nonce);
  const claimed = met.then(() => performance.now() - began);
  const [answer] = await answered;
  const waited = performance.now() - began;
  if (!answer.equals(nonce)) throw new Error('not what was sent');
  socket.once('end', () => socket.end()).resume();
  await once(socket, 'close');
  return { claim: await claimed, answer: waited };
};

const burst = async (tenant: string, relayPid: number, tenantPid: number, enter: () => Visit): Promise<Burst> => {
  await visit(enter);
  const rounds: Burst[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    const [relay, own] = [cpuSeconds(relayPid), cpuSeconds(tenantPid)];
    const visits = await Promise.all(Array.from({ length: VISITORS }, () => visit(enter)));
    const claims = visits.map(({ claim }) => claim).sort((a, b) => a - b);
    const answers = visits.map(({ answer }) => answer).sort((a, b) => a - b);
    const p99 = Math.floor(VISITORS * 0.99);
    const seen: Burst = {
      claim_p50: rounded(claims[VISITORS / 2]!),
      claim_p99: rounded(claims[p99]!),
      answer_p99: rounded(answers[p99]!),
      relay: Math.round((cpuSeconds(relayPid) - relay) * 1e3),
      tenant: Math.round((cpuSeconds(tenantPid) - own) * 1e3),
    };
    rounds.push(seen);
    console.log(`${tenant}, round ${round}: all ${visits.length} served, ${JSON.stringify(seen)}`);
  }
  const of = (figure: keyof Burst): number => Math.round(median(rounds.map((seen) => seen[figure])));
  return {
    claim_p50: of('claim_p50'),
    claim_p99: of('claim_p99'),
    answer_p99: of('answer_p99'),
    relay: of('relay'),
    tenant: of('tenant'),
  };
};

const withBareTenant = async (lab: TunnelLab): Promise<Burst> => {
  const lease = await lab.lease({ tcp_enabled: true });
  const tenant = await new BareTenant(lab.port, lease.token, echo).open();
  const port = Number(/\d+$/.exec(lease.lease.tcp_addr!)![0]);
  const seen = await burst('bare tenant', lab.relayPid, process.pid, atPort(port));
  tenant.close();
  return seen;
};

const named = (prefix: string, seen: Burst): Record<string, number> =>
  Object.fromEntries(Object.entries(seen).map(([figure, ms]) => [`${prefix}_${figure}`, ms as number]));

const lab = await TunnelLab.open();
try {
  const bare = await withBareTenant(lab);
  const service = net.createServer({ noDelay: true }, echo).listen(0, '127.0.0.1');
  await once(service, 'listening');
  const client = await ShippedClient.open(lab.port, (service.address() as AddressInfo).port);
  const port = await burst('our client at a port', lab.relayPid, client.pid, atPort(client.tcpPort));
  const name = await burst('our client by name', lab.relayPid, client.pid, byName(lab.port, client.hostname));
  await client.close();
  report({
    bench: 'tunnel-burst',
    ours: { ...named('bare', bare), ...named('port', port), ...named('name', name) },
    peer: null,
    ratio: null,
    unit: `ms: ${VISITORS} visitors at once, all served, and the processor's of relay and tenant`,
    target: TARGET_MS,
    met: Math.max(bare.claim_p99, port.claim_p99, name.claim_p99) <= TARGET_MS,
  });
} finally {
  await lab.close();
}
process.exit();
