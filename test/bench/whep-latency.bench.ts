import type { Page } from 'playwright-core';
import { CLOCK, publishClock } from './clock-picture.js';
import { type Delays, Glass } from './glass.js';
import { type LabStream, MediaLab } from './media-lab.js';
import { report } from './report.js';

// Glass to glass: the wall clock is painted into each frame as a bar code, by a canvas that Chromium publishes by WHIP or into
// x264 over RTMP, and read from a video that Chromium plays by WHEP. The portal has one core; all else has the other.

const SECONDS = Number(process.env['SECONDS_EACH'] ?? 10);
const TARGET_MS = 200;
const SETTLE_MS = 4_000;
/** With sound each run has another encoder and another child that converts. */
const SOUND_RUNS = Number(process.env['SOUND_RUNS'] ?? 3);

/** In a page: posts an offer and takes the answer. */
const NEGOTIATE = `async (connection, address) => {
  await connection.setLocalDescription(await connection.createOffer());
  const headers = { 'content-type': 'application/sdp' };
  const reply = await fetch(address, { method: 'POST', headers, body: connection.localDescription.sdp });
  const sdp = await reply.text();
  if (!reply.ok) throw new Error(sdp);
  await connection.setRemoteDescription({ type: 'answer', sdp });
}`;

const publishCanvas = async (page: Page, address: string): Promise<void> => {
  await page.evaluate(`(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: ${CLOCK.width}, height: ${CLOCK.height} });
    const context = canvas.getContext('2d');
    setInterval(() => paintClock(context), ${1000 / CLOCK.fps});
    const stream = canvas.captureStream(${CLOCK.fps});
    const audio = new AudioContext();
    const tone = audio.createOscillator();
    const sound = audio.createMediaStreamDestination();
    tone.connect(sound);
    tone.start();
    stream.addTrack(sound.stream.getAudioTracks()[0]);
    const connection = (window.connection = new RTCPeerConnection());
    for (const track of stream.getTracks()) {
      const transceiver = connection.addTransceiver(track, { direction: 'sendonly', streams: [stream] });
      const { codecs } = RTCRtpSender.getCapabilities(track.kind);
      if (track.kind === 'video') transceiver.setCodecPreferences(codecs.filter(({ mimeType }) => mimeType === 'video/H264'));
    }
    await (${NEGOTIATE})(connection, ${JSON.stringify(address)});
  })()`);
};

/** As the web app plays it. */
const play = async (page: Page, address: string): Promise<void> => {
  await page.evaluate(`(async () => {
    const connection = (window.connection = new RTCPeerConnection({ bundlePolicy: 'max-bundle' }));
    const media = new MediaStream();
    connection.ontrack = ({ track }) => media.addTrack(track);
    connection.addTransceiver('video', { direction: 'recvonly' });
    connection.addTransceiver('audio', { direction: 'recvonly' });
    await (${NEGOTIATE})(connection, ${JSON.stringify(address)});
    player.srcObject = media;
  })()`);
};

const lab = await MediaLab.open();
let glass: Glass | undefined;

/** The end of a publisher, and its stream. */
type Source = (stream: LabStream) => Promise<() => Promise<unknown> | boolean>;

const byWhip: Source = async ({ key }) => {
  const page = await glass!.page();
  await publishCanvas(page, `/api/stream/${key}/webrtc/whip`);
  return () => page.close();
};

const byRtmp =
  (withSound: boolean): Source =>
  async (stream) => {
    const encoder = publishClock(await lab.rtmpAddress(stream), { withSound });
    return () => encoder.kill('SIGKILL');
  };

const measure = async (name: string, publish: Source): Promise<Delays> => {
  const stream = await lab.makeStream();
  const end = await publish(stream);
  await lab.onAir(stream);
  const page = await glass!.page();
  await play(page, `/api/stream/${stream.playback}/webrtc/whep`);
  const delays = await glass!.look(page, { settleMs: SETTLE_MS, seconds: SECONDS });
  await page.close();
  await end();
  const { p50, p95, max, looks, fps, unread } = delays;
  console.log(`${name}: p50 ${p50}, p95 ${p95}, max ${max} ms; ${looks} looks, ${unread} unread, ${fps} frames/s`);
  return delays;
};

try {
  glass = await Glass.open(lab.portal.url);
  const whip = await measure('WHIP', byWhip);
  const rtmp = await measure('RTMP without sound', byRtmp(false));
  const sound: Delays[] = [];
  while (sound.length < SOUND_RUNS) sound.push(await measure('RTMP with AAC, which becomes Opus', byRtmp(true)));
  report({
    bench: 'whep-latency',
    ours: { whip: whip.p95, rtmp: rtmp.p95, rtmp_with_sound: Math.max(...sound.map(({ p95 }) => p95)) },
    peer: null,
    ratio: null,
    unit: 'ms, p95, from the painted frame to the frame on the screen, to WHEP in Chromium',
    target: TARGET_MS,
    met: [whip, rtmp, ...sound].every(({ p95 }) => p95 <= TARGET_MS),
  });
} finally {
  await glass?.close();
  await lab.close();
}
