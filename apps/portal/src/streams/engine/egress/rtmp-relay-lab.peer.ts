import { createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { aacTrack, av1Track, avcTrack, hevcTrack, type MediaUnit } from '#libs/media';
import { dialLoopback, eventually } from '#libs/testing';
import { RtmpServer } from '../ingest/rtmp.server.js';
import { ASC, AVCC } from '../ingest/rtmp-encoder.peer.js';
import { TEST_KEY, TestStream } from '../ingest/test-stream.js';
import { MediaCertificate } from '../media-certificate.js';
import { RtmpRelay, type RelayStatus, type RtmpRelayOptions } from './rtmp-relay.js';

export const H264 = avcTrack(AVCC);
export const AAC = aacTrack(ASC);
/** By libx265 and libaom. */
export const HEVC = hevcTrack(
  Buffer.from(
    '0101600000009000000000003cf000fcfdf8f800000f03a00001001840010c01ffff01600000030090000003000003003c959809' +
      'a10001002a42010101600000030090000003000003003ca00a480b9c9596566924caf0168080000003008000000504a2' +
      '000100074401c172b46240',
    'hex',
  ),
);
export const AV1 = av1Track(Buffer.from('812000000a0d200000043cfeccdaf92021a004', 'hex'));

export const dial = ({ port }: { port: number }): Promise<Socket> => dialLoopback(port);

/** Relays, and servers for them to reach; all end with the test. */
export class RelayLab {
  folder: string;
  certificate: MediaCertificate;
  readonly closers: (() => Promise<unknown> | void)[] = [];

  async open(): Promise<void> {
    this.folder = await mkdtemp(path.join(tmpdir(), 'relay-'));
    this.certificate = await MediaCertificate.open({ files: null, dataDir: this.folder, host: 'localhost' });
  }

  async endTest(): Promise<void> {
    for (const close of this.closers.splice(0).reverse()) await close();
  }

  close(): Promise<void> {
    return rm(this.folder, { recursive: true });
  }

  async target(port = 0, isSecure = false): Promise<{ stream: TestStream; server: RtmpServer; port: number }> {
    const stream = new TestStream();
    const server = new RtmpServer({
      gate: stream,
      protocol: isSecure ? 'rtmps' : 'rtmp',
      ...(isSecure && { certificate: () => this.certificate.current() }),
    });
    this.closers.push(() => server.close());
    return { stream, server, port: await server.listen(port, '127.0.0.1') };
  }

  /** A target that does with each connection what the test wants. */
  async fakeTarget(behave: (socket: Socket) => void): Promise<number> {
    const server = createServer((socket) => {
      socket.on('error', () => undefined).resume();
      this.closers.push(() => void socket.destroy());
      behave(socket);
    });
    this.closers.push(() => new Promise((resolve) => server.close(resolve)));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as { port: number }).port;
  }

  relay(port: number, options: Partial<RtmpRelayOptions> = {}): { relay: RtmpRelay; states: RelayStatus[] } {
    const states: RelayStatus[] = [];
    const relay = new RtmpRelay({
      url: `rtmp://localhost:${port}/live`,
      key: TEST_KEY,
      dial,
      onChange: (status) => states.push(status),
      random: () => 0,
      ...options,
      times: { minRetryMs: 20, maxRetryMs: 40, ...options.times },
    });
    this.closers.push(() => relay.end());
    return { relay, states };
  }
}

export const useRelayLab = (): RelayLab => {
  const lab = new RelayLab();
  beforeAll(() => lab.open());
  afterEach(() => lab.endTest());
  afterAll(() => lab.close());
  return lab;
};

export const until = (one: RtmpRelay, state: RelayStatus['state']): Promise<unknown> =>
  eventually(`the relay to be ${state}`, () => one.status.state === state);

/** 25 frames a second with a key frame in each, and sound, from `fromMs`. */
export const broadcast = (fromMs: number, seconds: number): MediaUnit[] =>
  Array.from({ length: seconds * 25 }, (_, frame): MediaUnit[] => {
    const dts = (fromMs + frame * 40) * 1000;
    const nal = Buffer.alloc(200 + frame, frame);
    nal.writeUInt32BE(nal.length - 4);
    return [
      { kind: 'video', isKey: frame % 25 === 0, dts, pts: dts + 80_000, data: nal },
      { kind: 'audio', isKey: true, dts: dts + 5_000, pts: dts + 5_000, data: Buffer.from(`sound ${frame}`) },
    ];
  }).flat();
