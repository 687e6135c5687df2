import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { DomainError } from '#libs/contracts';
import { ChunkWriter, commandMessage, controlMessage, helloOf, RTMP } from '#libs/media';
import { eventually, seededRandom } from '#libs/testing';
import { rtmpAddress } from './rtmp-address.js';
import { RtmpClient } from './rtmp-client.js';
import { retryPauseMs } from './rtmp-relay.js';
import { dial, H264, until, useRelayLab } from './rtmp-relay-lab.peer.js';

const lab = useRelayLab();

describe('RtmpRelay', () => {
  it('says in words and in a code why it failed, and never with the key', async () => {
    const { port, stream } = await lab.target(0, true);
    const plain = await lab.target();
    const { relay: wrong } = lab.relay(plain.port, { key: 'live_wrong' });
    wrong.begin([H264]);
    await until(wrong, 'failed');
    expect(wrong.status).toMatchObject({ error: 'target.auth_failed', reason: 'The stream key is not valid.' });

    const { relay: untrusted } = lab.relay(port, { url: `rtmps://localhost:${port}/live` });
    untrusted.begin([H264]);
    await until(untrusted, 'failed');
    expect(untrusted.status).toMatchObject({ error: 'target.untrusted', reason: 'DEPTH_ZERO_SELF_SIGNED_CERT' });

    const { relay: other } = lab.relay(port, {
      url: `rtmps://other.example:${port}/live`,
      tls: { ca: lab.certificate.current().cert },
    });
    other.begin([H264]);
    await until(other, 'failed');
    expect(other.status).toMatchObject({ error: 'target.untrusted', reason: 'ERR_TLS_CERT_ALTNAME_INVALID' });

    const { relay: nonsense } = lab.relay(port, { url: 'rtmp://localhost/', key: '' });
    nonsense.begin([H264]);
    await until(nonsense, 'failed');
    expect(nonsense.status.error).toBe('target.invalid');
    expect(stream.requests).toEqual([]);
  });

  it('gives up a target that does not answer, speaks something else or does not take the stream', async () => {
    const behaviours: [string, (socket: Socket) => void, string][] = [
      ['silent', () => undefined, 'target.timeout'],
      ['web', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), 'target.protocol'],
      ['closing', (socket) => socket.end(), 'relay.lost'],
    ];
    for (const [, behave, error] of behaviours) {
      const port = await lab.fakeTarget(behave);
      const { relay: one } = lab.relay(port, { times: { connectMs: 50, minRetryMs: 10_000, maxRetryMs: 10_000 } });
      one.begin([H264]);
      await until(one, 'failed');
      expect(one.status.error).toBe(error);
    }
  });

  it('gives up a target that takes nothing any more, with a bounded queue', async () => {
    const { port } = await lab.target();
    let socket: Socket | undefined;
    const middle = createServer(async (near) => {
      const far = await dial({ port });
      near.on('error', () => undefined).on('data', (bytes: Buffer) => far.write(bytes));
      far.on('data', (bytes: Buffer) => near.write(bytes));
      lab.closers.push(() => void [near.destroy(), far.destroy()]);
      socket = near;
    });
    lab.closers.push(() => new Promise((resolve) => middle.close(resolve)));
    middle.listen(0, '127.0.0.1');
    await once(middle, 'listening');
    const { relay: one } = lab.relay((middle.address() as { port: number }).port, {
      times: { stallMs: 1, minRetryMs: 10_000, maxRetryMs: 10_000 },
    });
    one.begin([H264]);
    await until(one, 'live');
    socket!.pause();
    const data = Buffer.alloc(1 << 20);
    let frame = 0;
    await eventually('it to give up', () => {
      one.write({ kind: 'video', isKey: true, dts: frame * 1000, pts: frame++ * 1000, data });
      return one.status.state === 'failed';
    });
    expect(one.status.error).toBe('relay.stalled');
    expect(one.stats.dropped).toBeGreaterThan(0);
  });

  it('waits twice as long after every failure, up to a minute', () => {
    const times = { minRetryMs: 2_000, maxRetryMs: 60_000 };
    expect([0, 1, 2, 5, 99].map((failures) => retryPauseMs(failures, times, 1))).toEqual([
      2_000, 4_000, 8_000, 60_000, 60_000,
    ]);
    expect(retryPauseMs(1, times, 0)).toBe(2_000);
  });
});

it('a client breaks nothing whatever its target answers', async () => {
  const random = seededRandom(15);
  const replies = answersOf();
  const port = await lab.fakeTarget((socket) => {
    const bytes = Buffer.from(replies);
    for (let hit = 0; hit < 4; hit++) bytes[random.below(bytes.length)] = random.below(256);
    const answer = random.below(3) ? bytes : random.bytes(1 + random.below(300));
    socket.end(Buffer.concat([helloOf(), Buffer.alloc(1536), answer.subarray(0, 1 + random.below(answer.length))]));
  });
  const publish = async (): Promise<unknown> => {
    const address = { ...rtmpAddress('rtmp://localhost/live', 'secret'), port };
    const client = await RtmpClient.publish(await dial(address), address, new AbortController().signal);
    return client.ended;
  };
  for (let round = 0; round < 500; round += 25) {
    const ends = await Promise.all(Array.from({ length: 25 }, () => publish().catch((error: unknown) => error)));
    for (const end of ends) {
      expect(end).toBeInstanceOf(DomainError);
      expect(JSON.stringify((end as DomainError).details ?? '')).not.toContain('secret');
    }
  }
});

/** What a server says to a client that publishes. */
const answersOf = (): Buffer => {
  const writer = new ChunkWriter();
  const status = { level: 'status', code: 'NetStream.Publish.Start', description: 'secret' };
  const messages = [
    controlMessage(RTMP.windowSize, 2_500_000),
    commandMessage(0, '_result', 1, { fmsVer: 'FMS' }, { fourCcList: ['hvc1'] }),
    commandMessage(0, '_result', 4, null, 1),
    commandMessage(1, 'onStatus', 0, null, status),
  ];
  return Buffer.concat(messages.flatMap((message) => writer.write(message)));
};
