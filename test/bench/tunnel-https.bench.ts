import 'reflect-metadata';
import { once } from 'node:events';
import https from 'node:https';
import net from 'node:net';
import { tenantCertificate } from '../../apps/portal/src/relay/tenant.peer.js';
import { report, rounded } from './report.js';
import { BareTenant, Haproxy, LOAD_CORE, median, TunnelLab } from './tunnel-lab.js';
import { loadOf, type Rate } from './wrk.js';

// Requests a second over a tenant's own TLS, kept alive (wrk), through the relay by SNI ÷ through haproxy by SNI to the same
// tenant. The relay and haproxy have one core; the load and the tenant, which ends the TLS in both, share the other and bound
// both rates, so microseconds of the server's processor a request stand beside them. The tenant's own count is compared with
// what the load saw answered. Rounds are short and who goes first changes, so that a ratio is of two neighbours; the median of
// them counts.

const SECONDS = Number(process.env['SECONDS_EACH'] ?? 3);
const ROUNDS = Number(process.env['RUNS'] ?? 9);
const LOAD = { core: LOAD_CORE, connections: 32, seconds: SECONDS };
const TARGET = 0.9;
const BODY = Buffer.alloc(1024, 'x');

const lab = await TunnelLab.open();
let served = 0;
let haproxy: Haproxy | undefined;
try {
  const lease = await lab.lease();
  const { hostname } = lease.lease;
  const { certPem, keyPem } = await tenantCertificate(hostname);
  const tenant = https.createServer({ cert: certPem, key: keyPem }, (_request, response) => {
    served++;
    response.writeHead(200, { 'content-type': 'text/plain', 'content-length': BODY.length }).end(BODY);
  });
  tenant.listen(0, '127.0.0.1');
  await once(tenant, 'listening');
  const { port } = tenant.address() as net.AddressInfo;
  const bare = await new BareTenant(lab.port, lease.token, (visitor) => tenant.emit('connection', visitor)).open();
  haproxy = await Haproxy.open(
    `  tcp-request inspect-delay 5s\n  tcp-request content accept if { req_ssl_hello_type 1 }\n` +
      `  use_backend tenant if { req_ssl_sni -i ${hostname} }\nbackend tenant\n  server tenant 127.0.0.1:${port}`,
  );

  const load = async (at: number, pid: number): Promise<Rate> => {
    const before = served;
    const url = `https://${hostname}:${at}/`;
    const { requests, bytesEach, ...rate } = await loadOf({ ...LOAD, url, pid });
    // Those under way at the end are not counted by the load.
    if (served - before < requests) throw new Error(`${served - before} of ${requests} served`);
    if (bytesEach < BODY.length) throw new Error(`${bytesEach} bytes an answer`);
    return rate;
  };

  const ours: Rate[] = [];
  const peer: Rate[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const turns = [
      async () => ours.push(await load(lab.port, lab.relayPid)),
      async () => peer.push(await load(haproxy!.port, haproxy!.pid)),
    ];
    for (const turn of round % 2 === 0 ? turns : turns.toReversed()) await turn();
    const said = [ours.at(-1)!, peer.at(-1)!].map(
      ({ rate, cost }) => `${rounded(rate)} requests/s, ${rounded(cost)} µs`,
    );
    console.log(`round ${round + 1}: relay ${said[0]}; haproxy ${said[1]}`);
  }
  bare.close();
  const summary = (rates: Rate[]) => ({
    rate: Math.round(median(rates.map(({ rate }) => rate))),
    us: rounded(median(rates.map(({ cost }) => cost))),
  });
  const ratios = ours.map(({ rate }, round) => rounded(rate / peer[round]!.rate));
  console.log(`of each round: ${ratios.join(', ')}`);
  const ratio = median(ratios);
  report({
    bench: 'tunnel-https',
    ours: summary(ours),
    peer: summary(peer),
    ratio,
    unit: 'requests/s of 1 KB, and microseconds of the server a request',
    target: TARGET,
    met: ratio >= TARGET,
  });
  tenant.closeAllConnections();
  tenant.close();
} finally {
  haproxy?.close();
  await lab.close();
}
process.exit();
