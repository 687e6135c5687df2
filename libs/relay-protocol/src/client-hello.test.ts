import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
// oxlint-disable-next-line eslint/no-restricted-imports -- the other side of the test
import { connect, type ConnectionOptions } from 'node:tls';
import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '#libs/testing';
import { readClientHello } from './client-hello.js';

/** The first flight of this Node's own TLS client. */
async function helloOf(options: ConnectionOptions): Promise<Buffer> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', ...options });
  client.on('error', () => undefined);
  const [socket] = (await once(server, 'connection')) as [NodeJS.ReadableStream & { destroy(): void }];
  const [bytes] = (await once(socket, 'data')) as [Buffer];
  client.destroy();
  socket.destroy();
  server.close();
  return bytes;
}

/** The same message in records of `size` bytes. */
function inRecords(hello: Buffer, size: number): Buffer {
  const message = hello.subarray(5);
  const records: Buffer[] = [];
  for (let at = 0; at < message.length; at += size) {
    const part = message.subarray(at, at + size);
    records.push(Buffer.from([22, 3, 1, part.length >> 8, part.length & 0xff]), part);
  }
  return Buffer.concat(records);
}

const vector = (size: number, content: Buffer): Buffer => {
  const length = Buffer.alloc(size);
  length.writeUIntBE(content.length, 0, size);
  return Buffer.concat([length, content]);
};
const extension = (type: number, data: Buffer): Buffer => Buffer.concat([Buffer.from([0, type]), vector(2, data)]);
const sni = (name: string): Buffer =>
  extension(0, vector(2, Buffer.concat([Buffer.of(0), vector(2, Buffer.from(name, 'latin1'))])));
/** A hello with these extensions, or (undefined) without the list. */
const crafted = (extensions: Buffer[] | undefined): Buffer => {
  const body = Buffer.concat([
    Buffer.alloc(34, 3),
    vector(1, Buffer.alloc(0)),
    vector(2, Buffer.from([0x13, 0x01])),
    vector(1, Buffer.of(0)),
    ...(extensions ? [vector(2, Buffer.concat(extensions))] : []),
  ]);
  return Buffer.concat([Buffer.from([22, 3, 1]), vector(2, Buffer.concat([Buffer.of(1), vector(3, body)]))]);
};

describe('a ClientHello', () => {
  let hello: Buffer;
  beforeAll(async () => {
    hello = await helloOf({ servername: 'Demo.Relay.Example', ALPNProtocols: ['h2', 'http/1.1'] });
  });

  it('tells the normalised server name and the protocols', () => {
    expect(readClientHello(hello)).toEqual({
      kind: 'hello',
      serverName: 'demo.relay.example',
      alpn: ['h2', 'http/1.1'],
      length: hello.length,
    });
    const followed = Buffer.concat([hello, Buffer.from('early data')]);
    expect(readClientHello(followed)).toMatchObject({ kind: 'hello', length: hello.length });
  });

  it('may have no server name, no protocols and no extensions', async () => {
    const nothing = { kind: 'hello', serverName: undefined, alpn: [] };
    expect(readClientHello(await helloOf({ servername: '', ALPNProtocols: [] }))).toMatchObject(nothing);
    expect(readClientHello(crafted(undefined))).toMatchObject(nothing);
    expect(readClientHello(crafted([]))).toMatchObject(nothing);
  });

  it.each([1, 2, 3, 5, 64, 200])('may come in records of %i bytes', (size) => {
    const split = inRecords(hello, size);
    expect(readClientHello(split)).toMatchObject({ serverName: 'demo.relay.example', length: split.length });
  });

  it.each([0, 1, 7])('wants more at every byte before its end (records of %i bytes; 0: one)', (size) => {
    const bytes = size === 0 ? hello : inRecords(hello, size);
    for (let length = 0; length < bytes.length; length++) {
      expect(readClientHello(bytes.subarray(0, length)), `${length}`).toEqual({ kind: 'more' });
    }
  });

  it('is invalid as soon as it cannot be one', () => {
    const first = (at: number, byte: number): Buffer => {
      const bytes = Buffer.from(hello);
      bytes[at] = byte;
      return bytes;
    };
    for (const bytes of [
      Buffer.from('G'),
      Buffer.from([22, 2]),
      Buffer.from([22, 3, 1, 0, 0]),
      Buffer.from([21, 3, 1, 0, 2, 2, 40]),
      first(5, 2),
      first(6, 1),
      Buffer.concat([inRecords(hello, 64).subarray(0, 69), Buffer.of(23)]),
    ]) {
      expect(readClientHello(bytes), bytes.subarray(0, 10).toString('hex')).toEqual({ kind: 'invalid' });
    }
  });

  it('is invalid with two names, an impossible name, or lengths that do not add up', () => {
    expect(readClientHello(crafted([sni('a.example')]))).toMatchObject({ serverName: 'a.example' });
    for (const extensions of [
      [sni('a.example'), sni('b.example')],
      [sni('')],
      [sni('a\0b')],
      [sni('ä.example')],
      [sni('x'.repeat(254))],
      [extension(0, Buffer.alloc(0))],
      [extension(0, Buffer.from([0, 9, 0, 0, 1, 65]))],
      [extension(16, Buffer.from([0, 2, 5, 65]))],
      [Buffer.from([0, 0, 0])],
    ]) {
      expect(readClientHello(crafted(extensions))).toEqual({ kind: 'invalid' });
    }
  });

  it('is invalid beyond 16 KiB, announced or dripped', () => {
    expect(readClientHello(Buffer.from([22, 3, 1, 0x40, 0, 1, 0, 0x40, 0]))).toEqual({ kind: 'invalid' });
    const announced = Buffer.concat([Buffer.of(1), vector(3, Buffer.alloc(16_000))]);
    const dripped = inRecords(Buffer.concat([Buffer.alloc(5), announced]), 1).subarray(0, 16 * 1024);
    expect(readClientHello(dripped)).toEqual({ kind: 'invalid' });
  });

  it('is read or refused, never anything else, whatever the bytes are', () => {
    const random = seededRandom(17);
    for (let round = 0; round < 3000; round++) {
      const bytes = Buffer.from(round % 2 ? hello : inRecords(hello, 1 + random.below(300)));
      for (let change = 0; change <= random.below(4); change++) bytes[random.below(bytes.length)] = random.below(256);
      const read = readClientHello(bytes.subarray(0, 1 + random.below(bytes.length)));
      expect(['hello', 'more', 'invalid']).toContain(read.kind);
    }
  });
});
