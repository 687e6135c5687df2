import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '#libs/testing';
import type { QuicClientOptions } from './quic-client.js';
import { UdpForwarder } from './udp-forwarder.js';

/** The relay's end of a QUIC connection, as the forwarder sees it. */
interface FakeConnection extends Pick<QuicClientOptions, 'onFrame' | 'onClose'> {
  answers: { flowId: number; text: string }[];
  isClosed: boolean;
}

describe('UdpForwarder', () => {
  const open: Socket[] = [];
  const ending: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ending.splice(0)) await end();
    for (const socket of open.splice(0)) socket.close();
  });

  /** Answers each packet with the port it came from. */
  const service = async (): Promise<number> => {
    const socket = createSocket('udp4');
    open.push(socket);
    socket.on('message', (packet, { port, address }) => socket.send(`${String(packet)} from ${port}`, port, address));
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    return socket.address().port;
  };

  const forward = (port: number, { failures = 0 } = {}) => {
    const connections: FakeConnection[] = [];
    const problems: unknown[] = [];
    const bytes = { in: 0, out: 0 };
    let dials = 0;
    const forwarder = new UdpForwarder({
      target: { host: '127.0.0.1', port },
      open: async ({ onFrame, onClose }) => {
        if ((dials += 1) <= failures) throw new Error('no answer');
        const connection: FakeConnection = { onFrame, onClose, answers: [], isClosed: false };
        connections.push(connection);
        return {
          send: (flowId, payload) => connection.answers.push({ flowId, text: String(payload) }) > 0,
          close: () => {
            connection.isClosed = true;
            onClose('closed');
          },
        };
      },
      onBytes: (bytesIn, bytesOut) => {
        bytes.in += bytesIn;
        bytes.out += bytesOut;
      },
      onProblem: (problem) => problems.push(problem),
    });
    const controller = new AbortController();
    const done = forwarder.run(controller.signal);
    ending.push(async () => {
      controller.abort();
      await done;
    });
    return { connections, problems, bytes };
  };

  it('gives every flow a socket of its own and brings answers back to it', async () => {
    const { connections, bytes } = forward(await service());
    const connection = await eventually('the connection', () => connections[0]);
    for (const flowId of [1, 2, 1]) connection.onFrame(flowId, Buffer.from(`${flowId}`));
    await eventually('the answers', () => connection.answers.length === 3);
    const portsOf = (flow: number) =>
      connection.answers.filter(({ flowId }) => flowId === flow).map(({ text }) => text.split(' from ')[1]);
    expect(new Set(portsOf(1)).size).toBe(1);
    expect(portsOf(2)).toHaveLength(1);
    expect(portsOf(2)[0]).not.toBe(portsOf(1)[0]);
    expect(bytes).toEqual({ in: 3, out: connection.answers.reduce((sum, { text }) => sum + text.length, 0) });
  });

  it('keeps its own copy of a packet while a socket is opened', async () => {
    const { connections } = forward(await service());
    const connection = await eventually('the connection', () => connections[0]);
    const scratch = Buffer.from('first');
    connection.onFrame(1, scratch);
    scratch.fill('x');
    await eventually('the answer', () => connection.answers.length === 1);
    expect(connection.answers[0]!.text).toMatch(/^first from/);
  });

  it('connects again after a failure and after a loss', async () => {
    const { connections, problems } = forward(await service(), { failures: 1 });
    const first = await eventually('the connection', () => connections[0]);
    expect(problems).toMatchObject([{ code: 'udp.interrupted' }]);
    first.onClose('the relay closed it');
    const second = await eventually('the next connection', () => connections[1]);
    second.onFrame(1, Buffer.from('again'));
    await eventually('the answer', () => second.answers.length === 1);
  });
});
