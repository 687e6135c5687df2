import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
// eslint-disable-next-line no-restricted-imports
import tls from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { slimSession } from './slim-session.js';
import { makeCertificate } from './tls/test-certificate.peer.js';

describe('a TLS session without its certificate', () => {
  const closing: (() => void)[] = [];
  afterEach(() => closing.splice(0).forEach((close) => close()));

  const listen = async () => {
    const { pem, key } = await makeCertificate('P-256');
    const server = tls.createServer({ cert: pem, key: key.export({ format: 'pem', type: 'pkcs8' }) }, (socket) => {
      socket.on('error', () => socket.destroy()).resume();
    });
    closing.push(() => server.close());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return { port: (server.address() as AddressInfo).port, ca: pem };
  };

  const dial = async ({ port, ca }: { port: number; ca: string }, session?: Buffer): Promise<tls.TLSSocket> => {
    const socket = tls.connect({ port, host: '127.0.0.1', servername: 'localhost', ca, ...(session && { session }) });
    socket.on('error', () => socket.destroy());
    closing.push(() => socket.destroy());
    await once(socket, 'secureConnect');
    return socket;
  };

  const sessionOf = async (server: { port: number; ca: string }): Promise<Buffer> => {
    const [session] = (await once(await dial(server), 'session')) as [Buffer];
    return session;
  };

  it('resumes with whoever was verified, and with nobody else', async () => {
    const [server, other] = [await listen(), await listen()];
    const session = await sessionOf(server);
    const slim = slimSession(session);
    expect(slim.length).toBeLessThan(session.length - 300);
    const again = await dial(server, slim);
    expect([again.isSessionReused(), again.authorized]).toEqual([true, true]);
    const anew = await dial(other, slim);
    expect([anew.isSessionReused(), anew.authorized]).toEqual([false, true]);
    await expect(dial({ ...other, ca: server.ca }, slim)).rejects.toThrow(/certificate/);
  });

  it('is left as it is when it cannot be read', async () => {
    const session = await sessionOf(await listen());
    for (let length = 0; length < session.length; length++) {
      const cut = session.subarray(0, length);
      expect(slimSession(cut)).toBe(cut);
    }
    expect(slimSession(slimSession(session))).toEqual(slimSession(session));
  });
});
