import { once } from 'node:events';
import { createServer, type TLSSocket } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { eventually } from '#libs/testing';
import { dialectOf } from './dialect.js';
import { RelayTrust } from './relay-trust.js';
import { RelayDialer } from './relay-dialer.js';
import { ReverseSession } from './reverse-session.js';
import { certificateOf } from './tls/tls-server.peer.js';
import { TunnelLab } from './tunnel-lab.peer.js';

const ACCEPTED = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: raw\r\nConnection: Upgrade\r\n\r\n';
const { signal } = new AbortController();

describe('ReverseSession', () => {
  const lab = new TunnelLab();

  /** A relay that answers the first bytes of each connection. */
  const relay = async (answer: (socket: TLSSocket, request: string) => void) => {
    const { pem: cert, key } = await certificateOf('P-256');
    const server = createServer({ cert, key: key.export({ type: 'pkcs8', format: 'pem' }), allowHalfOpen: true });
    server.on('secureConnection', (socket: TLSSocket) => {
      socket.on('error', () => undefined);
      socket.once('data', (bytes) => answer(socket, String(bytes)));
      lab.onClose(() => socket.destroy());
    });
    const url = new URL(`https://localhost:${await lab.listen(server)}`);
    const trust = await RelayTrust.open(url, { signal });
    const dialer = new RelayDialer({ ...trust.options, checkServerIdentity: () => undefined });
    return async (version: '5' | '8' = '8') => {
      const socket = await dialer.dial(signal);
      lab.onClose(() => socket.destroy());
      const dialect = dialectOf(version, undefined);
      return ReverseSession.open(socket, { relay: url, accessToken: 'the token', dialect, userAgent: 'test' }, signal);
    };
  };

  it('asks as its generation does', async () => {
    const requests: string[] = [];
    const open = await relay((socket, request) => {
      requests.push(request);
      socket.write(request.includes('Upgrade: raw') ? ACCEPTED : 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
    });
    await open('8');
    await open('5');
    expect(requests[0]).toMatch(/^GET \/sdk\/connect HTTP\/1\.1\r\nHost: localhost:\d+\r\n/);
    expect(requests[0]).toContain('x-portal-access-token: the token\r\nConnection: Upgrade\r\nUpgrade: raw\r\n\r\n');
    expect(requests[1]).toContain('Connection: keep-alive\r\n\r\n');
  });

  it('resumes TLS after the first connection', async () => {
    const open = await relay((socket) => socket.write(ACCEPTED));
    expect((await open()).socket.isSessionReused()).toBe(false);
    await eventually('a resumed connection', async () => (await open()).socket.isSessionReused());
  });

  it('starts at a marker glued to the answer, after keepalives, with the caller’s bytes left to read', async () => {
    const open = await relay((socket) =>
      socket.write(Buffer.concat([Buffer.from(ACCEPTED), Buffer.of(0, 0, 1), Buffer.from('hi')])),
    );
    const session = await open();
    expect(await session.started()).toBe(1);
    const [bytes] = (await once(session.socket.resume(), 'data')) as [Buffer];
    expect(String(bytes)).toBe('hi');
  });

  it.each([
    ['an unknown marker', Buffer.of(0, 7), 'relay.misbehaved'],
    ['the end', undefined, 'relay.unreachable'],
  ])('ends with %s', async (_what, bytes, code) => {
    const open = await relay((socket) => {
      socket.write(ACCEPTED);
      if (bytes) socket.write(bytes);
      else socket.end();
    });
    await expect((await open()).started()).rejects.toMatchObject({ code });
  });

  it('says what the relay refused with', async () => {
    const body = '{"ok":false,"error":{"code":"lease_rejected","message":"not\\u001b[2J yet"}}';
    const open = await relay((socket) =>
      socket.end(`HTTP/1.1 403 Forbidden\r\nContent-Length: ${body.length}\r\n\r\n${body}`),
    );
    await expect(open()).rejects.toMatchObject({
      status: 403,
      code: 'lease_rejected',
      message: 'lease_rejected (not [2J yet)',
    });
  });

  it('takes an answer that is none for a relay out of reach', async () => {
    const open = await relay((socket) => socket.end('SSH-2.0-x\r\n\r\n'));
    await expect(open()).rejects.toMatchObject({ code: 'relay.unreachable' });
  });
});

describe('RelayTrust', () => {
  const lab = new TunnelLab();

  it('takes the name of a local relay as seriously as any', async () => {
    const { pem: cert, key } = await certificateOf('P-256');
    const server = createServer({ cert, key: key.export({ type: 'pkcs8', format: 'pem' }) });
    const url = new URL(`https://127.0.0.1:${await lab.listen(server)}`);
    const trust = await RelayTrust.open(url, { signal });
    expect(trust.chain[0]).toBeInstanceOf(Buffer);
    // Pinned, but made out to somebody else.
    await expect(new RelayDialer(trust.options).dial(signal)).rejects.toMatchObject({ code: 'relay.untrusted' });
    // With an authority of one's own nothing is pinned.
    await expect(RelayTrust.open(url, { ca: cert, signal })).rejects.toMatchObject({ code: 'relay.untrusted' });
  });
});
