import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { eventually, seededRandom } from '#libs/testing';
import { RawTlsClient } from './raw-client.peer.js';
import { readAll } from './read-all.peer.js';
import { keyUpdate } from './server-messages.js';
import type { TlsServerStream } from './tls-server-stream.js';
import { TlsServerPeer } from './tls-server.peer.js';
import { CONTENT, HANDSHAKE, KEY_UPDATE } from './wire.js';

const closing: (() => unknown)[] = [];

const listen = async (): Promise<TlsServerPeer> => {
  const peer = await TlsServerPeer.listen();
  closing.push(() => peer.close());
  return peer;
};

/** The client of Node, an end that is not ours. */
const meetNode = async (): Promise<{ server: TlsServerStream; client: TLSSocket; transport: Socket }> => {
  const peer = await listen();
  const options = { port: peer.port, host: '127.0.0.1', servername: 'localhost', ca: peer.certificate.pem };
  const client = connect({ ...options, allowHalfOpen: true } as ConnectionOptions);
  closing.push(() => client.destroy());
  const [server] = await Promise.all([peer.next(), once(client, 'secureConnect')]);
  return { server, client, transport: peer.sockets[0]! };
};

const meetRaw = async (): Promise<{ server: TlsServerStream; client: RawTlsClient; transport: Socket }> => {
  const peer = await listen();
  const socket = connectTcp({ port: peer.port, host: '127.0.0.1', allowHalfOpen: true });
  closing.push(() => socket.destroy());
  const client = new RawTlsClient(socket);
  await client.handshake();
  return { server: await peer.next(), client, transport: peer.sockets[0]! };
};

const failureOf = async (stream: TlsServerStream): Promise<unknown> => (await once(stream, 'error'))[0];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

describe('TlsServerStream with the client of Node', () => {
  it('carries 24 MiB each way at once, in pieces of every size', async () => {
    const { server, client } = await meetNode();
    const random = seededRandom(13);
    const bytes = randomBytes(24 << 20);
    const pump = async (to: NodeJS.WritableStream): Promise<void> => {
      for (let at = 0; at < bytes.length;) {
        const length = random.below(8) === 0 ? random.below(200_000) : random.below(2_000);
        if (!to.write(bytes.subarray(at, at + length))) await once(to, 'drain');
        at += length;
      }
      to.end();
    };
    const digestOf = async (from: NodeJS.ReadableStream): Promise<string> => {
      const hash = createHash('sha256');
      from.on('data', (chunk: Buffer) => hash.update(chunk));
      await once(from, 'end');
      return hash.digest('hex');
    };
    const sent = createHash('sha256').update(bytes).digest('hex');

    const [there, back] = await Promise.all([digestOf(client), digestOf(server), pump(server), pump(client)]);
    expect([there, back]).toEqual([sent, sent]);
  });

  it('reads on after it has ended its own side', async () => {
    const { server, client } = await meetNode();
    server.end('the answer comes first');
    expect(await readAll(client)).toBe('the answer comes first');
    client.end('and then the question');
    const closed = once(server, 'close');
    expect(await readAll(server)).toBe('and then the question');
    await closed;
  });

  it('stops reading from the transport while nobody reads from it', async () => {
    const { server, client, transport } = await meetNode();
    server.read(0);
    const piece = Buffer.alloc(1 << 20);
    while (client.write(piece) || client.writableLength < 8 << 20);
    await eventually('the transport to be paused', () => transport.isPaused() && server.readableLength > 0);

    expect(server.readableLength).toBeLessThanOrEqual(2 * server.readableHighWaterMark);
    expect(transport.bytesRead).toBeLessThan(1 << 20);
  });

  it('asks its writer to wait while the client does not read', async () => {
    const { server, client, transport } = await meetNode();
    client.pause();
    const piece = Buffer.alloc(64 << 10);
    for (let count = 0; count < 2_000 && (server.write(piece) || server.writableLength < 1 << 20); count++)
      await new Promise((resolve) => setImmediate(resolve));

    expect(server.writableNeedDrain).toBe(true);
    expect(transport.writableLength).toBeLessThan(1 << 20);
    client.resume();
    await once(server, 'drain');
  });

  it('takes the end of the transport without a close_notify for an error', async () => {
    const { server, client } = await meetNode();
    server.resume();
    client.destroy();

    expect(await failureOf(server)).toMatchObject({ code: 'ECONNRESET' });
  });
});

describe('TlsServerStream with a client that does as it likes', () => {
  it('goes on with new keys, and answers if asked to', async () => {
    const { server, client } = await meetRaw();
    server.setEncoding('utf8').resume();
    for (const request of [KEY_UPDATE.notRequested, KEY_UPDATE.requested]) {
      const message = keyUpdate(request);
      client.send(CONTENT.handshake, message);
      client.updateKeys();
      client.send(CONTENT.applicationData, Buffer.from('after'));
      expect(await once(server, 'data')).toEqual(['after']);
    }

    expect((await client.nextOf(CONTENT.handshake)).content).toEqual(keyUpdate(KEY_UPDATE.notRequested));
    client.updateReadingKeys();
    server.write('answer');
    expect((await client.nextOf(CONTENT.applicationData)).content.toString()).toBe('answer');
  });

  it('takes a KeyUpdate in two records', async () => {
    const { server, client } = await meetRaw();
    const message = keyUpdate(KEY_UPDATE.notRequested);
    client.send(CONTENT.handshake, message.subarray(0, 2));
    client.send(CONTENT.handshake, message.subarray(2));
    client.updateKeys();
    client.send(CONTENT.applicationData, Buffer.from('after'));

    expect(await once(server, 'data')).toEqual([Buffer.from('after')]);
  });

  it('owes one answer to many who ask while the transport is full', async () => {
    const { server, client, transport } = await meetRaw();
    server.resume();
    while (transport.writableLength < 1 << 20) {
      server.write(Buffer.alloc(256 << 10));
      await new Promise((resolve) => setImmediate(resolve));
      if (server.writableLength > 4 << 20) break;
    }
    const before = transport.writableLength;
    for (let count = 0; count < 20; count++) {
      client.send(CONTENT.handshake, keyUpdate(KEY_UPDATE.requested));
      client.updateKeys();
    }
    client.send(CONTENT.applicationData, Buffer.from('seen'));
    await once(server, 'data');

    expect(transport.writableLength).toBeLessThanOrEqual(before);
    let updates = 0;
    for (let seen = 0; updates === 0 && seen < 10_000; seen++) {
      const record = await client.next();
      if (record?.type === CONTENT.handshake) updates++;
    }
    expect(updates).toBe(1);
  });

  it('reads the end from a close_notify, ignores what follows, and still writes', async () => {
    const { server, client } = await meetRaw();
    client.send(CONTENT.applicationData, Buffer.from('last'));
    client.send(CONTENT.alert, Buffer.of(1, 0));
    client.send(CONTENT.applicationData, Buffer.from('ignored'));
    expect(await readAll(server)).toBe('last');
    server.end('answer');

    expect((await client.nextOf(CONTENT.applicationData)).content.toString()).toBe('answer');
    expect(await client.alert()).toBe('close_notify');
  });

  it.each<[string, string, (client: RawTlsClient) => void]>([
    ['a record in the clear', 'unexpected_message', (client) => client.sendClear(CONTENT.alert, Buffer.of(1, 0))],
    ['a ChangeCipherSpec', 'unexpected_message', (client) => client.sendClear(CONTENT.changeCipherSpec, Buffer.of(1))],
    [
      'a hidden ChangeCipherSpec',
      'unexpected_message',
      (client) => client.send(CONTENT.changeCipherSpec, Buffer.of(1)),
    ],
    ['a type of 0', 'unexpected_message', (client) => client.send(0, Buffer.alloc(100))],
    ['a forged record', 'bad_record_mac', (client) => client.sendClear(CONTENT.applicationData, Buffer.alloc(40))],
    ['a record of nothing', 'bad_record_mac', (client) => client.sendClear(CONTENT.applicationData, Buffer.alloc(0))],
    [
      'a replayed record',
      'bad_record_mac',
      (client) => {
        const record = client.record(CONTENT.applicationData, Buffer.from('pay'));
        client.transport.write(Buffer.concat([record, record]));
      },
    ],
    ['a record beyond 2^14', 'record_overflow', (client) => client.send(CONTENT.applicationData, Buffer.alloc(16385))],
    [
      'a record beyond all',
      'record_overflow',
      (client) => client.sendClear(CONTENT.applicationData, Buffer.alloc(16641)),
    ],
    [
      '33 empty records',
      'unexpected_message',
      (client) => {
        for (let count = 0; count < 33; count++) client.send(CONTENT.applicationData, Buffer.alloc(0));
      },
    ],
    ['a new hello', 'unexpected_message', (client) => client.send(CONTENT.handshake, client.hello())],
    ['an empty message', 'unexpected_message', (client) => client.send(CONTENT.handshake, Buffer.alloc(0))],
    ['a KeyUpdate for 2', 'illegal_parameter', (client) => client.send(CONTENT.handshake, keyUpdate(2))],
    [
      'a KeyUpdate without end',
      'decode_error',
      (client) => client.send(CONTENT.handshake, Buffer.of(HANDSHAKE.keyUpdate, 0, 0, 2)),
    ],
    [
      'something behind a KeyUpdate',
      'unexpected_message',
      (client) => client.send(CONTENT.handshake, Buffer.concat([keyUpdate(0), keyUpdate(0)])),
    ],
    [
      'data inside a KeyUpdate',
      'unexpected_message',
      (client) => {
        client.send(CONTENT.handshake, keyUpdate(0).subarray(0, 3));
        client.send(CONTENT.applicationData, Buffer.from('x'));
      },
    ],
    ['half an alert', 'decode_error', (client) => client.send(CONTENT.alert, Buffer.of(2))],
  ])('answers %s with %s', async (_what, alert, begin) => {
    const { server, client } = await meetRaw();
    server.resume();
    begin(client);

    const [failure, told] = await Promise.all([failureOf(server), client.alert()]);
    expect(failure).toMatchObject({ name: 'TlsAlertError', alert });
    expect(told).toBe(alert);
  });

  it('ends with the alert of the client, and answers nothing', async () => {
    const { server, client } = await meetRaw();
    server.resume();
    client.send(CONTENT.alert, Buffer.of(2, 20));

    expect(await failureOf(server)).toMatchObject({ name: 'PeerAlertError', code: 20 });
    expect(await client.next()).toBeUndefined();
  });
});
