import 'reflect-metadata';
import { once } from 'node:events';
import net from 'node:net';
import tls from 'node:tls';
import { createHash } from 'node:crypto';
import { RemoteSigner } from '../../apps/tunnel/src/keyless.js';
import { RelayTrust } from '../../apps/tunnel/src/relay-trust.js';
import { acceptTls, type HandshakeSigner } from '../../apps/tunnel/src/tls/index.js';
import { localSigner } from '../../apps/tunnel/src/tls/tls-server.peer.js';
import { makeCertificate } from '../../apps/tunnel/src/tls/test-certificate.peer.js';
import { report, rounded } from './report.js';
import { median, TunnelLab } from './tunnel-lab.js';

// Signatures a second of `POST /v1/sign` as our client asks for them, and what a TLS 1.3 handshake takes when the relay signs
// it ÷ with a key of one's own (ECDSA P-256 both), by the same server of ours. Each signature belongs to a handshake that a
// client of OpenSSL finished, or is counted as answered with 200. The relay has one core, all others the second.

const SECONDS = Number(process.env['SECONDS_EACH'] ?? 5);
const ROUNDS = Number(process.env['RUNS'] ?? 3);
const AT_ONCE = 32;
const HANDSHAKES = 200;

const signatures = async (signer: HandshakeSigner): Promise<number> => {
  const digest = createHash('sha256').update('a handshake').digest();
  let count = 0;
  const began = performance.now();
  const end = began + SECONDS * 1_000;
  const ask = async (): Promise<void> => {
    for (; performance.now() < end; count++) {
      const signature = await signer.sign('ECDSA_SHA256', digest);
      if (signature[0] !== 0x30) throw new Error('no signature of ECDSA');
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ask));
  return count / ((performance.now() - began) / 1_000);
};

/** Milliseconds from the ClientHello until the client has finished, one after the other. */
const handshake = async (chain: Buffer[], signer: HandshakeSigner): Promise<number> => {
  const server = net.createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    acceptTls(socket, { chain, signer }).then(
      (stream) => stream.on('error', () => stream.destroy()).resume(),
      () => socket.destroy(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  const times: number[] = [];
  for (let at = 0; at < HANDSHAKES; at++) {
    const plain = net.connect(port, '127.0.0.1').setNoDelay(true);
    await once(plain, 'connect');
    const began = performance.now();
    const socket = tls.connect({ socket: plain, rejectUnauthorized: false, servername: 'localhost' });
    await once(socket, 'secureConnect');
    times.push(performance.now() - began);
    socket.on('error', () => undefined).destroy();
  }
  server.close();
  return median(times);
};

const lab = await TunnelLab.open();
try {
  const lease = await lab.lease();
  const relay = new URL(`https://localhost:${lab.port}`);
  const trust = await RelayTrust.open(relay, { signal: AbortSignal.timeout(5_000) });
  const remote = new RemoteSigner({ relay, trust, accessToken: () => lease.token, userAgent: 'bench' });
  const own = await makeCertificate('P-256');
  const local = localSigner(own);
  const seen = { rate: [] as number[], localRate: [] as number[], ms: [] as number[], localMs: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    seen.rate.push(await signatures(remote));
    seen.localRate.push(await signatures(local));
    seen.ms.push(await handshake(trust.chain, remote));
    seen.localMs.push(await handshake([own.der], local));
  }
  remote.close();
  const ours = { signatures: Math.round(median(seen.rate)), handshake: rounded(median(seen.ms)) };
  const peer = { signatures: Math.round(median(seen.localRate)), handshake: rounded(median(seen.localMs)) };
  report({
    bench: 'keyless-sign',
    ours,
    peer,
    ratio: rounded(ours.handshake / peer.handshake),
    unit: 'signatures/s, and ms a handshake; ratio of the handshakes',
    // None is set: the figures are for the next to compare with.
    target: 0,
    met: true,
  });
} finally {
  await lab.close();
}
process.exit();
