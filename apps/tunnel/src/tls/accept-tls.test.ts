import { once } from 'node:events';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';

import { afterEach, describe, expect, it } from 'vitest';
import { readAll } from './read-all.peer.js';
import type { CertificateKind } from './test-certificate.peer.js';
import { TlsServerPeer } from './tls-server.peer.js';
import type { TlsServerStream } from './tls-server-stream.js';

describe('acceptTls with the client of Node', () => {
  const peers: TlsServerPeer[] = [];
  const clients: TLSSocket[] = [];

  const listen = async (...args: Parameters<typeof TlsServerPeer.listen>): Promise<TlsServerPeer> => {
    const peer = await TlsServerPeer.listen(...args);
    peers.push(peer);
    return peer;
  };

  const dial = (peer: TlsServerPeer, options: ConnectionOptions = {}): TLSSocket => {
    const client = connect({
      port: peer.port,
      host: '127.0.0.1',
      servername: 'demo.localhost',
      ca: peer.certificate.pem,
      allowHalfOpen: true,
      ...options,
    } as ConnectionOptions);
    client.on('error', () => undefined);
    clients.push(client);
    return client;
  };

  const meet = async (peer: TlsServerPeer, options?: ConnectionOptions): Promise<[TlsServerStream, TLSSocket]> => {
    const client = dial(peer, options);
    const [server] = await Promise.all([peer.next(), once(client, 'secureConnect')]);
    return [server, client];
  };

  afterEach(async () => {
    for (const client of clients.splice(0)) client.destroy();
    await Promise.all(peers.splice(0).map((peer) => peer.close()));
  });

  it.each([
    ['TLS_AES_128_GCM_SHA256', 'X25519'],
    ['TLS_AES_256_GCM_SHA384', 'P-256'],
    ['TLS_CHACHA20_POLY1305_SHA256', 'P-384'],
    ['TLS_AES_128_GCM_SHA256', 'P-521:P-384'],
    ['TLS_AES_256_GCM_SHA384', 'P-521:P-256'],
  ])('agrees on %s with the groups %s, and both ends export the same bytes', async (ciphers, ecdhCurve) => {
    const [server, client] = await meet(await listen(), { ciphers, ecdhCurve });

    expect(client.authorized).toBe(true);
    expect(client.getProtocol()).toBe('TLSv1.3');
    expect(client.getCipher().standardName).toBe(ciphers);
    expect(server.cipher).toBe(ciphers);
    expect(server.serverName).toBe('demo.localhost');
    const context = Buffer.from('context');
    expect(server.exportKeyingMaterial(32, 'EXPORTER-test')).toEqual(
      client.exportKeyingMaterial(32, 'EXPORTER-test', Buffer.alloc(0)),
    );
    expect(server.exportKeyingMaterial(100, 'EXPORTER-test', context)).toEqual(
      client.exportKeyingMaterial(100, 'EXPORTER-test', context),
    );
  });

  it.each<[CertificateKind, string]>([
    ['P-384', 'ecdsa_secp384r1_sha384'],
    ['P-521', 'ecdsa_secp521r1_sha512'],
    ['RSA', 'rsa_pss_rsae_sha256'],
    ['RSA', 'rsa_pss_rsae_sha512'],
  ])('proves a certificate of %s by %s', async (kind, sigalgs) => {
    const [, client] = await meet(await listen({ kind }), { sigalgs });

    expect(client.authorized).toBe(true);
  });

  it('agrees on a protocol that both speak, and does without if the client names none', async () => {
    const peer = await listen({ alpn: ['h3', 'http/1.1'] });

    expect((await meet(peer, { ALPNProtocols: ['h2', 'http/1.1'] }))[0].alpn).toBe('http/1.1');
    expect((await meet(peer))[0].alpn).toBeUndefined();
  });

  it('carries bytes both ways and ends each way on its own', async () => {
    const [server, client] = await meet(await listen());
    client.end('question');
    expect(await readAll(server)).toBe('question');
    server.write('answer ');
    server.end('after the end of the question');
    expect(await readAll(client)).toBe('answer after the end of the question');
  });
});
