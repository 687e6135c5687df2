import { randomBytes } from 'node:crypto';
// eslint-disable-next-line no-restricted-imports
import net from 'node:net';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { freePort, RELAY, usePortal } from '#libs/testing';
import { TunnelLab, visit } from '../../../tunnel/src/tunnel-lab.peer.js';
import { ReadyQueues } from './engine/ready-queues.js';
import { Tenants } from './engine/tenants.js';
import { RelayServer } from './relay-server.js';

/** 64 characters. */
const secret = (): string => randomBytes(32).toString('hex');

/** What all base64 has in common that holds these bytes at an offset of so many, modulo 3. */
const base64Within = (bytes: Buffer, offset: number): string => {
  const from = (3 - offset) % 3;
  const length = Math.floor((bytes.length - from) / 3) * 3;
  return bytes.toString('base64', from, from + length);
};

/** What went by, a text a direction of a stream. */
class Capture {
  private readonly parts: Buffer[][] = [];

  get bytes(): number {
    return this.parts.flat().reduce((sum, { length }) => sum + length, 0);
  }

  /** Of what comes out of a stream, and of what is written to it. */
  tap(stream: Duplex): void {
    const [read, written]: [Buffer[], Buffer[]] = [[], []];
    this.parts.push(read, written);
    const { emit, write } = stream;
    stream.emit = function (this: Duplex, event: string, ...values: never[]) {
      if (event === 'data') read.push(Buffer.from(values[0]!));
      return emit.call(this, event, ...values);
    } as typeof emit;
    stream.write = function (this: Duplex, chunk: never, ...rest: [never, never]) {
      written.push(Buffer.from(chunk));
      return write.call(this, chunk, ...rest);
    } as typeof write;
  }

  /** As it is, or as anybody would write it down. */
  holds(words: string): boolean {
    const plain = Buffer.from(words);
    const hex = plain.toString('hex');
    const forms = [plain, hex, hex.toUpperCase(), ...[0, 1, 2].map((at) => base64Within(plain, at))];
    return this.parts.some((parts) => {
      const all = Buffer.concat(parts);
      return forms.some((form) => all.includes(form));
    });
  }
}

const firstPort = await freePort();

describe('what a relay gets to see', () => {
  const portal = usePortal({ ...RELAY, TCP_ENABLED: 'on', MIN_PORT: `${firstPort}`, MAX_PORT: `${firstPort + 3}` });
  const lab = new TunnelLab();
  const relayPort = (): number => portal.get(RelayServer).port;
  /** Of every stream the relay copies from or to, what came out of it and what was written to it. */
  const copied = new Capture();
  const spies: { mockRestore(): void }[] = [];

  beforeAll(() => {
    const { serve } = Tenants.prototype;
    const { claim } = ReadyQueues.prototype;
    spies.push(
      vi.spyOn(Tenants.prototype, 'serve').mockImplementation(function (this: Tenants, key, visitor, ...rest) {
        copied.tap(visitor);
        return serve.call(this, key, visitor, ...rest);
      }),
      vi.spyOn(ReadyQueues.prototype, 'claim').mockImplementation(async function (
        this: ReadyQueues,
        identityKey,
        signal,
      ) {
        const session = await claim.call(this, identityKey, signal);
        // After the relay has taken its own TLS off.
        if (session) copied.tap(session);
        return session;
      }),
    );
  });
  afterAll(() => spies.forEach((spy) => spy.mockRestore()));

  it('is no byte of a request or of its answer, but all of what was never encrypted', async () => {
    const [asked, answered, clearly, marker] = [secret(), secret(), secret(), secret()];
    const seen: string[] = [];
    const target = await lab.http((request, response) => {
      void text(request).then((body) => {
        seen.push(`${request.url} ${body}`);
        response.end(request.url === `/${marker}` ? clearly : answered);
      });
    });
    const [toVisitors, toClients] = [new Capture(), new Capture()];
    const [front, back] = await Promise.all([between(toVisitors, relayPort), between(toClients, relayPort)]);
    const relays = [`https://localhost:${back}`];
    const { tunnel } = await lab.expose({ target, name: 'private', tcp: true, relays });
    const publicUrl = new URL(tunnel.publicUrls[0]!);
    publicUrl.port = String(front);

    const answer = await visit(publicUrl.href, { pathname: `/?key=${asked}`, method: 'POST', body: asked });
    expect(answer).toMatchObject({ status: 200, body: answered });
    expect(seen).toEqual([`/?key=${asked} ${asked}`]);

    const tcpPort = Number(tunnel.statuses[0]!.tcpAddress!.split(':')[1]);
    const clear = net.connect({ port: await between(toVisitors, () => tcpPort), host: '127.0.0.1' });
    lab.onClose(() => clear.destroy());
    clear.write(`GET /${marker} HTTP/1.1\r\nHost: private\r\nConnection: close\r\n\r\n`);
    expect(await text(clear)).toContain(clearly);
    expect(seen[1]).toBe(`/${marker} `);

    // The control: who looks like this finds what there is to be found.
    expect([copied.holds(marker), toVisitors.holds(marker)]).toEqual([true, true]);
    expect([copied.holds(clearly), toVisitors.holds(clearly)]).toEqual([true, true]);
    expect([copied.holds('private.localhost'), toVisitors.holds('private.localhost')]).toEqual([true, true]);
    expect(toClients.holds('localhost')).toBe(true);
    for (const capture of [copied, toVisitors, toClients]) {
      expect(capture.bytes).toBeGreaterThan(1_000);
      expect([capture.holds(asked), capture.holds(answered)]).toEqual([false, false]);
    }
  });

  /** A wire that is listened to; its port. */
  const between = (capture: Capture, port: () => number): Promise<number> =>
    lab.listen(
      net.createServer({ allowHalfOpen: true }, (near) => {
        const far = net.connect({ port: port(), host: '127.0.0.1', allowHalfOpen: true });
        capture.tap(near);
        capture.tap(far);
        near.pipe(far).pipe(near);
        near.on('error', () => far.destroy()).once('close', () => far.destroy());
        far.on('error', () => near.destroy()).once('close', () => near.destroy());
      }),
    );
});
