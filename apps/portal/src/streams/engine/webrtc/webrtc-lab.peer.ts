import { setTimeout as delay } from 'node:timers/promises';
import { afterEach } from 'vitest';
import type { MediaUnit, VideoTrack } from '#libs/media';
import { encodeMedia, eventually, type MediaRecipe } from '#libs/testing';
import { LiveStream } from '../live-stream.js';
import type { Publication } from '../publishing.js';
import { WebRtc, type WebRtcOptions } from './webrtc.js';
import { WhepClient } from './webrtc-client.peer.js';

const FFMPEG = '/usr/bin/ffmpeg';

/** WebRTC, streams and viewers that end with each test. */
export class WebRtcLab {
  private readonly closing: { close(): void }[] = [];

  end(): void {
    for (const open of this.closing.splice(0).reverse()) open.close();
  }

  keep<T extends { close(): void }>(open: T): T {
    this.closing.push(open);
    return open;
  }

  async start(options: Partial<WebRtcOptions> = {}): Promise<WebRtc> {
    const usual = { port: 0, bindAddress: '127.0.0.1', ffmpeg: FFMPEG, loopDelayMs: () => 0 };
    return this.keep(await WebRtc.open({ ...usual, ...options }));
  }

  async play(webRtc: WebRtc, stream: LiveStream, reports = true) {
    const client = this.keep(await WhepClient.open({ reports }));
    const reply = await webRtc.playByWhep(stream, { offer: client.offer() });
    await client.accept(reply.answer);
    const isHere = (): boolean =>
      webRtc.viewers(stream.id).some(({ sessionId, isConnected }) => sessionId === reply.sessionId && isConnected);
    await eventually('the other end of the connection', isHere);
    return { client, ...reply };
  }

  /** A stream on the air whose units the test writes. */
  onAir(): { stream: LiveStream; publication: Publication; keyFrameRequests: () => number } {
    const stream = new LiveStream(7);
    let asked = 0;
    const publication = stream.publish({ close: () => undefined, requestKeyFrame: () => void asked++ });
    this.keep({ close: () => stream.end('shutdown') });
    return { stream, publication, keyFrameRequests: () => asked };
  }
}

export const useWebRtcLab = (): WebRtcLab => {
  const lab = new WebRtcLab();
  afterEach(() => lab.end());
  return lab;
};

/** In small portions, as a network would. */
export const send = async (count: number, sendOne: (index: number) => void, pauseMs = 2): Promise<void> => {
  for (let index = 0; index < count; index++) {
    sendOne(index);
    await delay(pauseMs);
  }
};

export interface Encoded {
  video: VideoTrack;
  /** All, in the order of their times. */
  units: MediaUnit[];
  pictures: MediaUnit[];
  sounds: MediaUnit[];
}

export const encode = async (recipe: Partial<MediaRecipe>): Promise<Encoded> => {
  const { tracks, units } = await encodeMedia({ video: 'libx264', seconds: 2, size: '640x360', ...recipe });
  const video = tracks.find((track) => track.kind === 'video')!;
  const of = (kind: MediaUnit['kind']): MediaUnit[] => units.filter((unit) => unit.kind === kind);
  return { video, units, pictures: of('video'), sounds: of('audio') };
};
