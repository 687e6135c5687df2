import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#libs/testing';
import { parseControlReply, QuicRefusal } from './control-reply.js';
import { QuicClient, type QuicClientOptions } from './quic-client.js';

// What it does with a relay is shown by the tests of the relay's UDP.
const optionsFor = (port: number): QuicClientOptions => ({
  ...{ host: '127.0.0.1', port, serverName: 'localhost', trust: {}, accessToken: 'token' },
  onFrame: () => undefined,
  onClose: () => expect.unreachable(),
});

async function silentSocket(): Promise<Socket> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}

describe('a QUIC client', () => {
  it('fails at once where nobody listens', async () => {
    const socket = await silentSocket();
    const { port } = socket.address();
    socket.close();
    await expect(QuicClient.open(optionsFor(port))).rejects.toThrow('nobody listens at the relay');
  });

  it('gives up when it is told to, and with an IP address as its server name', async () => {
    const socket = await silentSocket();
    const abort = new AbortController();
    const opening = QuicClient.open({
      ...optionsFor(socket.address().port),
      serverName: '127.0.0.1',
      signal: abort.signal,
    });
    await once(socket, 'message');
    abort.abort(new Error('no longer wanted'));
    await expect(opening).rejects.toThrow('no longer wanted');
    await expect(QuicClient.open({ ...optionsFor(socket.address().port), signal: abort.signal })).rejects.toThrow();
    socket.close();
  });

  it('fails for a name that does not resolve', async () => {
    await expect(QuicClient.open({ ...optionsFor(1), host: 'nobody.invalid' })).rejects.toThrow(/nobody\.invalid/);
  });

  it('takes no answer but the two there are', () => {
    const parse = (text: string): Error | undefined => parseControlReply(Buffer.from(text));
    expect(parse('{"ok":true}')).toBeUndefined();
    expect(parse('{"ok":false,"error":"unauthorized"}')).toEqual(new QuicRefusal('unauthorized'));
    expect(parse('{"ok":false}')).toEqual(new QuicRefusal('unknown'));
    for (const text of ['', '{', 'null', '{"ok":1}', `{"ok":false,"error":"${'x'.repeat(65)}"}`]) {
      expect(parse(text)?.message).toBe('the relay does not answer as it should');
    }
    const random = seededRandom(9);
    for (let round = 0; round < 300; round++)
      expect(parseControlReply(random.bytes(random.below(40)))).toBeInstanceOf(Error);
  });
});
