import { createHash, createPublicKey, verify } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { connect } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { checkSignRequest, parseSignRequest } from '#libs/relay-protocol';
import { RemoteSigner } from './keyless.js';
import { certificateOf, localSigner, TlsServerPeer } from './tls/tls-server.peer.js';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

describe('RemoteSigner', () => {
  const closing: (() => unknown)[] = [];
  const digest = createHash('sha256').update('a handshake').digest();

  const relay = async (handler: Handler): Promise<{ signer: RemoteSigner; sockets: Socket[] }> => {
    const { pem, key } = await certificateOf('P-256');
    const server: Server = createServer({ cert: pem, key: key.export({ type: 'pkcs8', format: 'pem' }) }, handler);
    const sockets: Socket[] = [];
    server.on('secureConnection', (socket) => sockets.push(socket));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = new URL(`https://localhost:${(server.address() as AddressInfo).port}`);
    const options = { host: '127.0.0.1', port: Number(url.port), servername: 'localhost', ca: pem };
    const signer = new RemoteSigner({
      ...{ relay: url, trust: { options }, accessToken: () => 'the token', userAgent: 'test' },
    });
    closing.push(
      () => signer.close(),
      () => server.closeAllConnections(),
      () => server.close(),
    );
    return { signer, sockets };
  };

  /** As a relay signs. */
  const sign: Handler = async (request, response) => {
    const asked = parseSignRequest(await text(request));
    const { algorithm, digest: wanted } = checkSignRequest(asked, { now: new Date() });
    const signature = await localSigner(await certificateOf('P-256')).sign(algorithm, wanted);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ key_id: asked.key_id, algorithm, signature: signature.toString('base64') }));
  };

  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  it('gets a signature of the relay’s key, asking as the protocol says', async () => {
    const seen: IncomingMessage[] = [];
    const { signer } = await relay((request, response) => {
      seen.push(request);
      return sign(request, response);
    });
    const signature = await signer.sign('ECDSA_SHA256', digest);

    const { pem } = await certificateOf('P-256');
    expect(verify('sha256', Buffer.from('a handshake'), createPublicKey(pem), signature)).toBe(true);
    expect(seen[0]).toMatchObject({
      method: 'POST',
      url: '/v1/sign',
      headers: { 'content-type': 'application/json', 'x-portal-access-token': 'the token' },
    });
  });

  it('serves callers’ handshakes from the one connection it keeps', async () => {
    const { signer, sockets } = await relay(sign);
    const peer = await TlsServerPeer.listen({ signer });
    closing.push(() => peer.close());
    for (let caller = 0; caller < 3; caller++) {
      const socket = connect({ port: peer.port, host: '127.0.0.1', servername: 'localhost', ca: peer.certificate.pem });
      closing.push(() => socket.destroy());
      await Promise.all([once(socket, 'secureConnect'), peer.next()]);
    }

    expect(sockets).toHaveLength(1);
  });

  it('asks once more over a new connection when the kept one has died', async () => {
    const { signer, sockets } = await relay(sign);
    await signer.sign('ECDSA_SHA256', digest);
    // The server's end is gone at once, and the client's agent learns of it only by the next request.
    sockets[0]!.once('data', () => sockets[0]!.destroy());

    await expect(signer.sign('ECDSA_SHA256', digest)).resolves.toBeInstanceOf(Buffer);
    expect(sockets).toHaveLength(2);
  });

  it.each([
    ['a refusal', 403, '{"ok":false,"error":{"code":"unauthorized","message":"no"}}', { code: 'unauthorized' }],
    ['no signature', 200, '{"signature":7}', { code: 'relay.misbehaved' }],
    ['no JSON', 200, 'hello', { code: 'relay.misbehaved' }],
    ['too much', 200, ' '.repeat(100_000), { code: 'relay.misbehaved' }],
  ])('rejects on %s', async (_what, status, body, error) => {
    const { signer } = await relay((_request, response) => response.writeHead(status).end(body));

    await expect(signer.sign('ECDSA_SHA256', digest)).rejects.toMatchObject(error);
  });

  it('rejects when the answer breaks off', async () => {
    const { signer } = await relay((_request, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('{');
      setImmediate(() => response.destroy());
    });

    await expect(signer.sign('ECDSA_SHA256', digest)).rejects.toMatchObject({ code: 'relay.unreachable' });
  });

  it('does not trust another certificate than the given', async () => {
    const { signer } = await relay(sign);
    const { pem } = await certificateOf('P-384');
    const stranger = new RemoteSigner({
      ...(signer as unknown as { options: ConstructorParameters<typeof RemoteSigner>[0] }).options,
      trust: { options: { ca: pem, host: '127.0.0.1', servername: 'localhost' } },
    });

    await expect(stranger.sign('ECDSA_SHA256', digest)).rejects.toMatchObject({ code: 'relay.unreachable' });
  });
});
