import type { Socket } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { closed, eventually } from '#libs/testing';
import { type SniCounters, SniListener } from './sni-listener.js';

const ROOT = 'relay.example';

describe('connections to the relay itself', () => {
  const closing: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  /** A listener that lets two of an address in; who comes in is in `entered`, with what makes it a session. */
  const listen = async (sources?: string[]) => {
    const counters: SniCounters = { refused: 0, crowded: 0 };
    const entered: { socket: Socket; becomeSession: () => void }[] = [];
    const listener = new SniListener({
      rootHost: ROOT,
      directory: { bySni: async () => null },
      policy: { isRoutable: () => true },
      tenants: { serve: async () => undefined },
      onRoot: (socket, becomeSession) => entered.push({ socket, becomeSession }),
      counters,
      rootPerAddress: 2,
    });
    // This machine has one address of IPv6 only.
    if (sources)
      listener['server'].prependListener('connection', (socket) =>
        Object.defineProperty(socket, 'remoteAddress', { value: sources.shift() }),
      );
    const port = await listener.listen(0, '127.0.0.1');
    closing.push(() => listener.close());
    const visit = (): TLSSocket => {
      const visitor = connect({ port, host: '127.0.0.1', servername: ROOT, rejectUnauthorized: false });
      visitor.on('error', () => visitor.destroy());
      closing.push(() => visitor.destroy());
      return visitor;
    };
    /** Resolves when it is in. */
    const enter = async (): Promise<TLSSocket> => {
      const before = entered.length;
      const visitor = visit();
      await eventually('the visitor to be in', () => entered.length > before);
      return visitor;
    };
    const refused = async (): Promise<void> => {
      const before = counters.crowded;
      await closed(visit());
      expect(counters.crowded).toBe(before + 1);
    };
    return { listener, entered, enter, refused };
  };

  it('are as many of one address as it may have, until one becomes a session or leaves', async () => {
    const { listener, entered, enter, refused } = await listen();
    await enter();
    await enter();
    await refused();
    entered[1]!.becomeSession();
    await enter();
    await refused();
    await closed(entered[0]!.socket.destroy());
    await enter();
    expect(listener.open.waiting).toBe(0);
  });

  it('are counted by address, and those of one IPv6 site together', async () => {
    const { enter, refused, entered } = await listen([
      '2001:db8:1:2::1',
      '2001:db8:1:2:3::4',
      '2001:db8:1:2::5',
      '2001:db8:1:3::1',
      '::ffff:192.0.2.1',
      '192.0.2.1',
      '192.0.2.1',
      '192.0.2.2',
    ]);
    for (const isIn of [true, true, false, true, true, true, false, true]) await (isIn ? enter() : refused());
    expect(entered).toHaveLength(6);
  });
});
