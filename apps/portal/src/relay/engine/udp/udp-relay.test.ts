import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { QuicCertificate } from '#libs/quic';
import { ProtocolError, type RelayErrorCode, writeDatagram } from '#libs/relay-protocol';
import { seededRandom } from '#libs/testing';
import { makeCertificate, type TestCertificate } from '../../../../../tunnel/src/tls/test-certificate.peer.js';
import { QuicClient, type QuicTrust } from '../../../../../tunnel/src/udp/quic-client.js';
import { QuicPeer } from './quic.peer.js';
import { UdpCounters } from './udp-counters.js';
import { UdpRelay, type UdpRelayOptions } from './udp-relay.js';

const LEASE = 'demo:0x7e5f4552091a69125d5dfcb7b8c2659029395bdf';
const HOST = '127.0.0.1';
const until = (holds: () => unknown): Promise<void> =>
  vi.waitFor(() => expect(holds()).toBeTruthy(), { timeout: 8_000, interval: 5 });

const REFUSALS: RelayErrorCode[] = ['lease_not_found', 'lease_rejected', 'unauthorized', 'transport_mismatch'];

/** A token is the name of its lease, or a code to be refused with. */
class TestAuthority {
  readonly ports = new Map<string, number>();
  addresses: string[] = [];

  async admit(token: string, remoteAddress: string): Promise<{ identityKey: string; port: number }> {
    this.addresses.push(remoteAddress);
    const port = this.ports.get(token);
    if (port === undefined) throw new ProtocolError(REFUSALS.find((code) => code === token) ?? 'unauthorized');
    return { identityKey: token, port };
  }
}

const pemOf = ({ pem, key }: TestCertificate): QuicCertificate => ({
  chainPem: pem,
  keyPem: key.export({ type: 'pkcs8', format: 'pem' }) as string,
});

async function udpSocket(): Promise<Socket> {
  const socket = createSocket('udp4').bind(0, HOST);
  await once(socket, 'listening');
  return socket;
}

/** A port that was free a moment ago. */
async function freeUdpPort(): Promise<number> {
  const socket = await udpSocket();
  const { port } = socket.address();
  socket.close();
  return port;
}

describe('UDP leases', () => {
  let certificate: TestCertificate;
  const opened: { close(): unknown }[] = [];
  beforeAll(async () => {
    certificate = await makeCertificate();
  });
  afterEach(async () => {
    for (const { close } of opened.splice(0).map((what) => ({ close: () => what.close() }))) await close();
  });

  async function relayWith(options: Partial<UdpRelayOptions> = {}) {
    const authority = new TestAuthority();
    const counters = new UdpCounters();
    const open = (port = 0): Promise<UdpRelay> =>
      UdpRelay.open({ port, host: HOST, certificate: () => pemOf(certificate), authority, counters, ...options });
    const relay = await open();
    const port = await freeUdpPort();
    authority.ports.set(LEASE, port);
    opened.push(relay);
    return { relay, authority, counters, port, open };
  }

  /** Answers each packet with itself in capitals. */
  async function echoClient(relay: UdpRelay, options: { token?: string; trust?: QuicTrust } = {}) {
    const closings: string[] = [];
    const flows = new Set<number>();
    const client: QuicClient = await QuicClient.open({
      host: HOST,
      port: relay.port,
      serverName: 'localhost',
      trust: options.trust ?? { pinned: certificate.der },
      accessToken: options.token ?? LEASE,
      onFrame: (flowId, payload) => {
        flows.add(flowId);
        client.send(flowId, Buffer.from(payload.toString().toUpperCase()));
      },
      onClose: (reason) => closings.push(reason),
    });
    opened.push(client);
    return { client, closings, flows };
  }

  async function caller(port: number) {
    const socket = await udpSocket();
    opened.push(socket);
    const ask = async (text: string): Promise<string> => {
      const answer = once(socket, 'message');
      socket.send(text, port, HOST);
      return ((await answer) as [Buffer])[0].toString();
    };
    return { socket, ask };
  }

  it('carry packets of every caller to the tenant, and the answers back', async () => {
    const { relay, port, counters, authority } = await relayWith();
    const { flows } = await echoClient(relay);
    const [ada, bob] = await Promise.all([caller(port), caller(port)]);

    expect(await ada.ask('hello')).toBe('HELLO');
    expect(await bob.ask('from bob')).toBe('FROM BOB');
    expect(await ada.ask('again')).toBe('AGAIN');
    expect([...flows]).toEqual([1, 2]);
    expect(relay.stats(LEASE)).toEqual({ isAttached: true, flows: 2, bytesIn: 18, bytesOut: 18 });
    expect(counters).toMatchObject({ attached: 1, packetsIn: 3, packetsOut: 3 });
    expect(authority.addresses).toEqual([HOST]);
  });

  it('carry packets of 1200 bytes and drop what the path does not take', async () => {
    const { relay, port, counters } = await relayWith();
    await echoClient(relay);
    const { socket, ask } = await caller(port);

    expect(await ask('x'.repeat(1200))).toBe('X'.repeat(1200));
    socket.send('y'.repeat(1400), port, HOST);
    await until(() => counters.droppedTooLarge === 1);
    expect(await ask('z')).toBe('Z');
  });

  it('displace the oldest packets while the tenant takes none', async () => {
    const { relay, port, counters } = await relayWith();
    const peer = await QuicPeer.connect(relay.port);
    await until(() => peer.isReady);
    peer.connection.writeStream(0, Buffer.from(`{"access_token":"${LEASE}"}\n`), true);
    await until(() => relay.stats(LEASE)?.isAttached);
    peer.mute();
    const { socket } = await caller(port);
    const sending = setInterval(() => {
      for (let n = 0; n < 20; n++) socket.send('x'.repeat(1200), port, HOST);
    }, 5);
    await until(() => counters.droppedQueued > 0).finally(() => clearInterval(sending));
    expect(counters.packetsIn).toBeGreaterThan(256);
  });

  it('count packets for a tenant that is not there, and open no flow for them', async () => {
    const { relay, port, counters } = await relayWith();
    await relay.bind({ identityKey: LEASE, port });
    const { socket } = await caller(port);
    socket.send('anybody?', port, HOST);
    await until(() => counters.droppedUnattached === 1);
    expect(relay.stats(LEASE)).toMatchObject({ isAttached: false, flows: 0 });
  });

  it('are refused with the code of the reason, and the connection is closed with code 1', async () => {
    const { relay, counters } = await relayWith();
    for (const code of REFUSALS) {
      await expect(echoClient(relay, { token: code })).rejects.toMatchObject({ name: 'QuicRefusal', code });
    }
    const peer = await QuicPeer.connect(relay.port);
    await until(() => peer.isReady);
    peer.connection.writeStream(0, Buffer.from('{"access_token":"unauthorized"}\n'), false);
    await until(() => peer.end);
    expect(peer.refusal).toBe('unauthorized');
    expect(peer.end).toEqual({ by: 'peer', isApplication: true, code: 1, reason: 'unauthorized' });
    expect(counters.refusedLeases).toBe(5);
  });

  it('are refused with broker_closed when their port cannot be opened', async () => {
    const { relay, authority } = await relayWith();
    const taken = await udpSocket();
    opened.push(taken);
    authority.ports.set(LEASE, taken.address().port);
    await expect(echoClient(relay)).rejects.toMatchObject({ code: 'broker_closed' });
    await expect(relay.bind({ identityKey: LEASE, port: taken.address().port })).rejects.toThrow('EADDRINUSE');
    expect(relay.identities()).toEqual([]);
  });

  it('move to the newest connection, and the former one is told', async () => {
    const { relay, port } = await relayWith();
    const first = await echoClient(relay);
    const { ask } = await caller(port);
    await ask('one');
    const second = await echoClient(relay);
    await until(() => first.closings.length);
    expect(first.closings).toEqual(['the relay closed it: replaced by another connection']);
    expect(await ask('two')).toBe('TWO');
    expect([...second.flows]).toEqual([1]);
  });

  it('end with their release: the tenant is told and the port is free', async () => {
    const { relay, port } = await relayWith();
    const { closings, client } = await echoClient(relay);
    relay.release(LEASE);
    relay.release(LEASE);
    await until(() => closings.length);
    expect(closings).toEqual(['the relay closed it: the lease has ended']);
    expect(client.send(1, Buffer.from('x'))).toBe(false);
    const other = createSocket('udp4').bind(port, HOST);
    await once(other, 'listening');
    other.close();
  });

  it('are told when the relay closes', async () => {
    const { relay } = await relayWith();
    const { closings } = await echoClient(relay);
    opened.length = 0;
    await relay.close();
    await until(() => closings.length);
    expect(closings).toEqual(['the relay closed it: the lease has ended']);
  });

  it('may change their port', async () => {
    const { relay, authority, port } = await relayWith();
    const first = await echoClient(relay);
    const next = await freeUdpPort();
    authority.ports.set(LEASE, next);
    await echoClient(relay);
    await until(() => first.closings.length);
    expect(await (await caller(next)).ask('moved')).toBe('MOVED');
    await relay.bind({ identityKey: LEASE, port: next });
    await expect(relay.bind({ identityKey: 'other', port: next })).rejects.toThrow('EADDRINUSE');
    await relay.bind({ identityKey: 'other', port });
  });

  it('forget callers that were silent, and take no more callers than they may', async () => {
    const { relay, port, counters } = await relayWith({ limits: { flowsPerLease: 2, flowIdleMs: 40, sweepMs: 20 } });
    const { flows, client } = await echoClient(relay);
    const callers = await Promise.all([1, 2, 3].map(() => caller(port)));
    for (const { socket } of callers) socket.send('x', port, HOST);
    await until(() => counters.droppedFlows > 0 || flows.size > 2);
    await until(() => relay.stats(LEASE)?.flows === 0);
    client.send(1, Buffer.from('too late'));
    await until(() => counters.droppedFrames > 0);
    expect(await callers[2]!.ask('now me')).toBe('NOW ME');
  });

  it('come back by a fresh certificate while those that are there stay', async () => {
    let current = pemOf(certificate);
    const { relay, port } = await relayWith({ certificate: () => current });
    await echoClient(relay);
    const renewed = await makeCertificate('RSA');
    current = pemOf(renewed);
    relay.reloadCertificate();

    expect(await (await caller(port)).ask('still here')).toBe('STILL HERE');
    await expect(echoClient(relay)).rejects.toThrow('another certificate');
    await echoClient(relay, { trust: { ca: renewed.pem } });
    await expect(echoClient(relay, { trust: {} })).rejects.toThrow();
    current = { chainPem: 'none', keyPem: 'none' };
    expect(() => relay.reloadCertificate()).toThrow();
    await echoClient(relay, { trust: { pinned: renewed.der } });
  });

  it('hear at once that the relay was started anew', async () => {
    const { relay, open, port } = await relayWith();
    const { client, closings } = await echoClient(relay);
    const quicPort = relay.port;
    // What is cut off says nothing, as after a crash.
    await relay['listener'].close();
    await relay.close().catch(() => undefined);
    const next = await open(quicPort);
    opened[0] = next;
    await until(() => client.send(1, Buffer.from('anybody?')) === false || closings.length);
    expect(closings).toHaveLength(1);
    await echoClient(next);
    expect(await (await caller(port)).ask('back')).toBe('BACK');
  });

  it('limit clients of one address that shake hands and say nothing', async () => {
    const { relay, counters } = await relayWith({ limits: { pendingPerAddress: 2, controlMs: 300 } });
    const silent = await Promise.all([QuicPeer.connect(relay.port), QuicPeer.connect(relay.port)]);
    await until(() => silent.every(({ isReady }) => isReady));
    const waiting = echoClient(relay);
    await until(() => counters.refusedHandshakes > 0);
    // It asks again until there is room.
    await waiting;
    await until(() => silent.every(({ end }) => end?.reason === 'no control message'));
  });
});

describe('a relay of UDP under foreign bytes', () => {
  it('answers every control stream, or closes it, and goes on', async () => {
    const certificate = await makeCertificate();
    const authority = new TestAuthority();
    const counters = new UdpCounters();
    const options = { port: 0, host: HOST, certificate: () => pemOf(certificate), authority, counters };
    const relay = await UdpRelay.open({
      ...options,
      limits: { pendingPerAddress: 64, controlMs: 1_000, refusalMs: 50 },
    });
    const random = seededRandom(23);
    const good = Buffer.from('{"access_token":"lease_not_found"}\n');
    const lines = Array.from({ length: 24 }, (_, round) => {
      if (round === 0) return Buffer.alloc(5000, 0x20);
      if (round === 1) return Buffer.from('null\n');
      if (round === 2) return Buffer.from('{"access_token":5}\n');
      if (round < 12) return random.bytes(1 + random.below(3000));
      const bytes = Buffer.from(good);
      bytes[random.below(bytes.length)] = random.below(256);
      return bytes;
    });
    const peers = await Promise.all(lines.map(() => QuicPeer.connect(relay.port)));
    await until(() => peers.every(({ isReady }) => isReady));
    peers.forEach(({ connection }, index) => connection.writeStream(0, lines[index]!, index % 2 === 0));
    for (const { connection } of peers) {
      for (let frame = 0; frame < 10; frame++) connection.sendDatagram(random.bytes(random.below(200)));
      connection.writeStream(4, random.bytes(500), false);
    }
    await until(() => peers.every(({ end }) => end));
    for (const { refusal, end } of peers) {
      expect(['invalid_request', 'lease_not_found', 'unauthorized', undefined]).toContain(refusal);
      expect(end).toMatchObject({ by: 'peer', code: 1 });
    }
    expect(counters.droppedFrames).toBeGreaterThan(0);

    authority.ports.set('ok', await freeUdpPort());
    const client = await QuicClient.open({
      ...{
        host: HOST,
        port: relay.port,
        serverName: 'localhost',
        trust: { pinned: certificate.der },
        accessToken: 'ok',
      },
      onFrame: () => undefined,
      onClose: () => undefined,
    });
    for (let round = 0; round < 500; round++) client.send(round, random.bytes(random.below(900)));
    const socket = await udpSocket();
    for (let round = 0; round < 500; round++) {
      const bytes = random.bytes(1 + random.below(1400));
      // Half of them look like an Initial of version 1, a few like one of another version.
      if (round % 2) Buffer.from([0xc3, 0, 0, 0, round % 5 ? 1 : 9, 8]).copy(bytes);
      socket.send(bytes, relay.port, HOST);
      socket.send(writeDatagram(round, bytes), relay.stats('ok')!.isAttached ? authority.ports.get('ok')! : 1, HOST);
    }
    await until(() => counters.packetsIn > 0 && counters.droppedFrames > 100);
    expect(relay.stats('ok')!.isAttached).toBe(true);
    socket.close();
    client.close();
    await relay.close();
  });
});
