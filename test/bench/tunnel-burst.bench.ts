import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import net from 'node:net';
import { cpuSeconds } from './media-lab.js';
import { report, rounded } from './report.js';
import { BareTenant, median, TunnelLab } from './tunnel-lab.js';

// A thousand visitors of one lease at once: how long each waits for its session, up to the tenant's first byte. The tenant
// keeps eight sessions ready and opens another, with a TLS handshake of its own, for each that is taken. Every visitor gets
// its own sixteen bytes back, or the run fails.

const VISITORS = Number(process.env['VISITORS'] ?? 1_000);
const ROUNDS = Number(process.env['RUNS'] ?? 5);
const NONCE = 16;

const echo = (visitor: net.Socket): void => {
  visitor.on('error', () => visitor.destroy());
  visitor.once('data', (nonce: Buffer) => visitor.end(nonce));
  visitor.resume();
};

/** Milliseconds from the attempt to connect. @throws Error when anything else comes back */
const visit = async (port: number): Promise<number> => {
  const nonce = randomBytes(NONCE);
  const began = performance.now();
  const socket = net.connect(port, '127.0.0.1');
  socket.write(nonce);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  const waited = performance.now() - began;
  socket.destroy();
  if (!answer.equals(nonce)) throw new Error('not what was sent');
  return waited;
};

const lab = await TunnelLab.open();
try {
  const lease = await lab.lease({ tcp_enabled: true });
  const port = Number(/\d+$/.exec(lease.lease.tcp_addr!)![0]);
  const tenant = await new BareTenant(lab.port, lease.token, echo).open();
  await visit(port);
  const seen = { p50: [] as number[], p99: [] as number[], last: [] as number[], cpu: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    const cpu = cpuSeconds(lab.relayPid);
    const waits = (await Promise.all(Array.from({ length: VISITORS }, () => visit(port)))).sort((a, b) => a - b);
    seen.cpu.push((cpuSeconds(lab.relayPid) - cpu) * 1e3);
    seen.p50.push(waits[Math.floor(VISITORS / 2)]!);
    seen.p99.push(waits[Math.floor(VISITORS * 0.99)]!);
    seen.last.push(waits.at(-1)!);
    console.log(
      `round ${round + 1}: all ${waits.length} served, p99 ${rounded(seen.p99.at(-1)!)} ms, ${tenant.refused} sessions refused so far`,
    );
  }
  tenant.close();
  const of = (figure: keyof typeof seen): number => Math.round(median(seen[figure]));
  report({
    bench: 'tunnel-burst',
    ours: { p50: of('p50'), p99: of('p99'), last: of('last'), relay_cpu: of('cpu') },
    peer: null,
    ratio: null,
    unit: `ms until ${VISITORS} visitors at once have their session; all were served`,
    target: VISITORS,
    met: true,
  });
} finally {
  await lab.close();
}
process.exit();
