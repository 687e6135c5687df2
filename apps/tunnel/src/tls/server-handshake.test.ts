import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { uint16, vector } from './bytes.js';
import {
  helloMessage,
  keyShares,
  numbers,
  P256,
  p256Share,
  protocols,
  RawTlsClient,
  serverNames,
  X25519,
} from './raw-client.peer.js';
import { PeerAlertError } from './tls-alert-error.js';
import { TlsServerPeer } from './tls-server.peer.js';
import { CONTENT, EXTENSION, HANDSHAKE } from './wire.js';

const P384 = 0x0018;
const GREASE = 0x0a0a;
const X25519_MLKEM768 = 0x11ec;

describe('the handshake of a client that does as it likes', () => {
  const closing: (() => unknown)[] = [];

  const meet = async (
    options: Parameters<typeof TlsServerPeer.listen>[0] = {},
  ): Promise<{ peer: TlsServerPeer; client: RawTlsClient }> => {
    const peer = await TlsServerPeer.listen(options);
    const socket = connect({ port: peer.port, host: '127.0.0.1', allowHalfOpen: true });
    closing.push(
      () => socket.destroy(),
      () => peer.close(),
    );
    return { peer, client: new RawTlsClient(socket) };
  };

  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  it('passes over GREASE, post-quantum groups and unknown extensions', async () => {
    const { peer, client } = await meet();
    const [[, x25519]] = client.fields.extensions.slice(-1) as [[number, Buffer]];
    client.fields.suites = [GREASE, 0x1301];
    client.set(EXTENSION.supportedGroups, numbers(GREASE, X25519_MLKEM768, X25519));
    client.set(EXTENSION.supportedVersions, vector(1, uint16(GREASE), uint16(0x0304)));
    const hybrid = [
      [GREASE, Buffer.of(0)],
      [X25519_MLKEM768, Buffer.alloc(1216, 1)],
    ] as [number, Buffer][];
    client.set(EXTENSION.keyShare, keyShares(...hybrid, [X25519, x25519.subarray(-32)]));
    client.set(GREASE, Buffer.alloc(0));
    await client.handshake();

    expect(await peer.next()).toMatchObject({ cipher: 'TLS_AES_128_GCM_SHA256', alpn: undefined });
  });

  it('reads a hello in records of one byte', async () => {
    const { peer, client } = await meet();
    const send = client.send.bind(client);
    client.send = (type, content) => {
      client.send = send;
      for (const byte of content) send(type, Buffer.of(byte));
    };
    await client.handshake();

    expect((await peer.next()).serverName).toBe('demo.localhost');
  });

  it.each<[string, string, (client: RawTlsClient) => void]>([
    ['speaks TLS 1.2 at most', 'protocol_version', (client) => client.set(EXTENSION.supportedVersions, undefined)],
    ['claims SSL 3', 'protocol_version', (client) => (client.fields.version = 0x0300)],
    ['has no cipher suite of ours', 'handshake_failure', (client) => (client.fields.suites = [0x1304, 0xc02f])],
    ['has no group of ours', 'handshake_failure', (client) => client.set(EXTENSION.supportedGroups, numbers(0x0019))],
    [
      'cannot verify the key',
      'handshake_failure',
      (client) => client.set(EXTENSION.signatureAlgorithms, numbers(0x0804)),
    ],
    ['names no groups', 'missing_extension', (client) => client.set(EXTENSION.supportedGroups, undefined)],
    ['names no signatures', 'missing_extension', (client) => client.set(EXTENSION.signatureAlgorithms, undefined)],
    ['has no key shares', 'missing_extension', (client) => client.set(EXTENSION.keyShare, undefined)],
    [
      'speaks another protocol',
      'no_application_protocol',
      (client) => client.set(EXTENSION.alpn, protocols('h2', 'h3')),
    ],
    ['has an empty protocol', 'decode_error', (client) => client.set(EXTENSION.alpn, protocols('http/1.1', ''))],
    ['compresses', 'illegal_parameter', (client) => (client.fields.compressions = Buffer.of(1, 0))],
    ['has a long session id', 'illegal_parameter', (client) => (client.fields.sessionId = Buffer.alloc(33))],
    ['says a thing twice', 'illegal_parameter', ({ fields }) => fields.extensions.push(fields.extensions[0]!)],
    ['calls two hosts', 'illegal_parameter', (client) => client.set(EXTENSION.serverName, serverNames('a', 'b'))],
    ['calls no host', 'illegal_parameter', (client) => client.set(EXTENSION.serverName, serverNames('a\0b'))],
    [
      'has a list of odd length',
      'decode_error',
      (client) => client.set(EXTENSION.supportedGroups, vector(2, Buffer.alloc(3))),
    ],
    ['has bytes behind a list', 'decode_error', (client) => client.set(EXTENSION.supportedGroups, Buffer.alloc(3))],
    [
      'has a short share',
      'illegal_parameter',
      (client) => client.set(EXTENSION.keyShare, keyShares([X25519, Buffer.alloc(31, 9)])),
    ],
    [
      'has a share of small order',
      'illegal_parameter',
      (client) => client.set(EXTENSION.keyShare, keyShares([X25519, Buffer.alloc(32)])),
    ],
    [
      'has two shares of a group',
      'illegal_parameter',
      (client) => {
        const share: [number, Buffer] = [X25519, Buffer.alloc(32, 9)];
        client.set(EXTENSION.keyShare, keyShares(share, share));
      },
    ],
    [
      'has a point off the curve',
      'illegal_parameter',
      (client) => {
        client.set(EXTENSION.supportedGroups, numbers(P256));
        client.set(EXTENSION.keyShare, keyShares([P256, Buffer.alloc(65, 4)]));
      },
    ],
    [
      'puts something behind a pre-shared key',
      'illegal_parameter',
      (client) => {
        client.set(EXTENSION.preSharedKey, Buffer.alloc(8));
        client.set(GREASE, Buffer.alloc(0));
      },
    ],
  ])('refuses a client that %s with %s', async (_what, alert, change) => {
    const { peer, client } = await meet();
    change(client);
    client.sendHello();

    expect(await client.alert()).toBe(alert);
    await expect(peer.next()).rejects.toMatchObject({ name: 'TlsAlertError', alert });
  });

  it.each<[string, string, (client: RawTlsClient) => void]>([
    ['HTTP', 'unexpected_message', (client) => client.transport.write('GET / HTTP/1.1\r\n\r\n')],
    ['application data', 'unexpected_message', (client) => client.send(CONTENT.applicationData, Buffer.alloc(9))],
    ['a ChangeCipherSpec', 'unexpected_message', (client) => client.send(CONTENT.changeCipherSpec, Buffer.of(1))],
    [
      'a Finished',
      'unexpected_message',
      (client) => client.send(CONTENT.handshake, Buffer.of(HANDSHAKE.finished, 0, 0, 0)),
    ],
    ['an empty record', 'unexpected_message', (client) => client.send(CONTENT.handshake, Buffer.alloc(0))],
    ['a record beyond 2^14', 'record_overflow', (client) => client.send(CONTENT.handshake, Buffer.alloc(16385, 1))],
    ['an alert of one byte', 'decode_error', (client) => client.send(CONTENT.alert, Buffer.of(1))],
    ['a hello of 16 MiB', 'illegal_parameter', (client) => client.send(CONTENT.handshake, Buffer.of(1, 255, 255, 255))],
    [
      'bytes behind a hello',
      'decode_error',
      (client) => {
        const longer = Buffer.concat([client.hello().subarray(4), Buffer.alloc(1)]);
        client.send(CONTENT.handshake, Buffer.concat([Buffer.of(1), vector(3, longer)]));
      },
    ],
    [
      'a crumbled hello without end',
      'illegal_parameter',
      (client) => {
        client.send(CONTENT.handshake, Buffer.of(1, 0, 255, 0));
        for (let count = 0; count < 11_000; count++) client.send(CONTENT.handshake, Buffer.of(0));
      },
    ],
  ])('answers %s instead of a hello with %s', async (_what, alert, begin) => {
    const { peer, client } = await meet();
    begin(client);

    expect(await client.alert()).toBe(alert);
    await expect(peer.next()).rejects.toMatchObject({ alert });
  });

  describe('asks again for a share of a group it speaks, and', () => {
    const retried = async (second: (client: RawTlsClient) => void): Promise<string> => {
      const { client } = await meet();
      client.set(EXTENSION.supportedGroups, numbers(P384, P256));
      client.set(EXTENSION.keyShare, keyShares());
      client.sendHello();
      const { content } = await client.nextOf(CONTENT.handshake);
      expect(content.subarray(-2)).toEqual(uint16(P256));
      second(client);
      client.send(CONTENT.handshake, helloMessage(client.fields));
      const answer = await client.next();
      if (answer?.type === CONTENT.alert) return client.alertOf(answer);
      return answer?.content[0] === HANDSHAKE.serverHello ? 'ServerHello' : 'nothing';
    };

    it('goes on with one', async () => {
      expect(await retried((client) => client.set(EXTENSION.keyShare, keyShares([P256, p256Share()])))).toBe(
        'ServerHello',
      );
    });

    it.each<[string, (client: RawTlsClient) => void]>([
      ['the same hello', () => undefined],
      ['another group', (client) => client.set(EXTENSION.keyShare, keyShares([P384, Buffer.alloc(97, 4)]))],
      [
        'early data',
        (client) => {
          client.set(EXTENSION.keyShare, keyShares([P256, p256Share()]));
          client.set(EXTENSION.earlyData, Buffer.alloc(0));
        },
      ],
      [
        'another server name',
        (client) => {
          client.set(EXTENSION.keyShare, keyShares([P256, p256Share()]));
          client.set(EXTENSION.serverName, serverNames('other.localhost'));
        },
      ],
      [
        'other cipher suites',
        (client) => {
          client.set(EXTENSION.keyShare, keyShares([P256, p256Share()]));
          client.fields.suites = [0x1302];
        },
      ],
    ])('refuses %s', async (_what, second) => {
      expect(await retried(second)).toBe('illegal_parameter');
    });
  });

  it.each<[string, string, (finished: Buffer) => Buffer]>([
    [
      'is wrong',
      'decrypt_error',
      (message) => Buffer.concat([message.subarray(0, -1), Buffer.of(message.at(-1)! ^ 1)]),
    ],
    ['is short', 'decode_error', (message) => Buffer.concat([Buffer.of(20, 0, 0, 31), message.subarray(4, -1)])],
    ['goes on', 'unexpected_message', (message) => Buffer.concat([message, Buffer.of(0)])],
    ['is something else', 'unexpected_message', (message) => Buffer.concat([Buffer.of(11), message.subarray(1)])],
  ])('refuses a Finished that %s with %s', async (_what, alert, distort) => {
    const { peer, client } = await meet();
    await client.handshake(distort);

    expect(await client.alert()).toBe(alert);
    await expect(peer.next()).rejects.toMatchObject({ alert });
  });

  it('tells the client no more than internal_error when the signer fails', async () => {
    const cause = new Error('the relay is away');
    const { peer, client } = await meet({ signer: { sign: () => Promise.reject(cause) } });
    const refused = client.handshake();

    await expect(peer.next()).rejects.toMatchObject({ alert: 'internal_error', cause });
    await expect(refused).rejects.toThrow('"type":"Buffer","data":[2,80]');
  });

  it('gives up a client that sends nothing, and one that stops in the middle', async () => {
    for (const bytes of [Buffer.alloc(0), Buffer.of(22, 3, 1, 0)]) {
      const { peer, client } = await meet({ handshakeTimeoutMs: 50 });
      client.transport.write(bytes);

      await expect(peer.next()).rejects.toMatchObject({ code: 'ETIMEDOUT' });
      expect(await client.next()).toBeUndefined();
    }
  });

  it('says that the client left, and what for', async () => {
    const { peer, client } = await meet();
    client.sendHello();
    await client.next();
    client.sendClear(CONTENT.alert, Buffer.of(2, 48));
    await expect(peer.next()).rejects.toEqual(new PeerAlertError(48));

    const other = await meet();
    other.client.sendHello();
    other.client.transport.end();
    await expect(other.peer.next()).rejects.toMatchObject({ code: 'ECONNRESET' });
  });
});
