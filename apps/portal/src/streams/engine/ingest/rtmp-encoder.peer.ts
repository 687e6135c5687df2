import type { Socket } from 'node:net';
import { CHUNK_STREAM, RTMP } from '#libs/media';
import { RtmpClient } from '../egress/rtmp-client.js';
import { TEST_KEY } from './test-stream.js';

/** 320x180 Baseline by libx264, and AAC-LC of 48 kHz in stereo. */
export const AVCC = Buffer.from(
  '0142c00bffe100196742c00bd901419f9f011000000300100000030140f142a48001000568cb83cb20',
  'hex',
);
export const ASC = Buffer.from('1190', 'hex');

/** For tests: an encoder that sends just what it is told. */
export class RtmpEncoder {
  private constructor(readonly client: RtmpClient) {}

  static async publish(socket: Socket, key = TEST_KEY): Promise<RtmpEncoder> {
    const [host, port] = [socket.remoteAddress!, socket.remotePort!];
    const address = { isSecure: false, host, port, app: 'live', name: key, url: `rtmp://${host}:${port}/live` };
    return new RtmpEncoder(await RtmpClient.publish(socket, address, new AbortController().signal));
  }

  configure(): void {
    this.send(RTMP.video, 0, Buffer.from([0x17, 0, 0, 0, 0]), AVCC);
    this.send(RTMP.audio, 0, Buffer.from([0xaf, 0]), ASC);
  }

  /** `timestamp` in milliseconds, modulo 2^32. */
  video(timestamp: number, { isKey = true, nal = Buffer.from([0x65, 0x88]) } = {}): void {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(nal.length);
    this.send(RTMP.video, timestamp, Buffer.from([isKey ? 0x17 : 0x27, 1, 0, 0, 0]), length, nal);
  }

  audio(timestamp: number): void {
    this.send(RTMP.audio, timestamp, Buffer.from([0xaf, 1]), Buffer.from('sound'));
  }

  send(type: number, timestamp: number, ...payload: Buffer[]): void {
    this.client.send({
      chunkStream: type === RTMP.audio ? CHUNK_STREAM.audio : CHUNK_STREAM.video,
      type,
      timestamp,
      payload,
    });
  }
}
