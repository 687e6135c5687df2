import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DomainError } from '#libs/contracts';
import { requirePackage } from '#libs/testing';
import { TEST_KEY, TestStream } from '../ingest/test-stream.js';
import { WebRtc } from './webrtc.js';

const CHROMIUM = '/usr/bin/chromium';
const FLAGS = [
  ...['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
  ...['--autoplay-policy=no-user-gesture-required', '--allow-loopback-in-peer-connection'],
];

describe.skipIf(!requirePackage('chromium', CHROMIUM))('WebRTC with a browser', () => {
  const gate = new TestStream();
  let webRtc: WebRtc;
  let server: Server;
  let browser: Browser;
  let address: string;

  beforeAll(async () => {
    webRtc = await WebRtc.open({ port: 0, bindAddress: '127.0.0.1', ffmpeg: null, loopDelayMs: () => 0 });
    server = createServer((request, response) => {
      answer(request).then(
        ({ status, body }) =>
          response.writeHead(status, { 'content-type': status === 201 ? 'application/sdp' : 'text/html' }).end(body),
        (error: unknown) => response.writeHead(error instanceof DomainError ? error.status : 500).end(String(error)),
      );
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  });

  afterAll(async () => {
    await browser.close();
    webRtc.close();
    server.close();
  });

  const answer = async (request: IncomingMessage): Promise<{ status: number; body: string }> => {
    if (request.method !== 'POST') return { status: 200, body: '<video id="player" muted autoplay></video>' };
    const offer = Buffer.concat(await request.toArray()).toString();
    const reply =
      request.url === '/whip'
        ? await webRtc.publishByWhip({ key: TEST_KEY, address: '127.0.0.1', userAgent: null, offer }, gate)
        : await webRtc.playByWhep(gate.live, { offer });
    return { status: 201, body: reply.answer };
  };

  const open = async (): Promise<Page> => {
    const page = await browser.newPage();
    await page.goto(address);
    return page;
  };

  it('carries picture and sound from one page to another', async () => {
    const publisher = await open();
    await publisher.evaluate(publishCanvas);
    await expect.poll(() => gate.live.isLive, { timeout: 15_000 }).toBe(true);
    expect(gate.live.tracks.map(({ codec }) => codec).toSorted()).toEqual(['h264', 'opus']);

    const viewer = await open();
    await viewer.evaluate(playInto);
    const decoded = async (): Promise<{ video: number; audio: number }> => viewer.evaluate(readInbound);
    await expect.poll(async () => (await decoded()).video, { timeout: 15_000 }).toBeGreaterThan(10);
    await expect.poll(async () => (await decoded()).audio, { timeout: 15_000 }).toBeGreaterThan(10);
    const [watching] = webRtc.viewers(gate.live.id);
    expect(watching!.bytes).toBeGreaterThan(1000);

    await publisher.close();
    await expect.poll(() => gate.ends.length, { timeout: 15_000 }).toBe(1);
  });
});

/** What runs in the pages: no types of the browser are known here. */
const publishCanvas = `(async () => {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: 320, height: 180 });
  const paint = canvas.getContext('2d');
  let frame = 0;
  setInterval(() => { paint.fillStyle = 'hsl(' + (frame++ * 7) % 360 + ',80%,50%)'; paint.fillRect(0, 0, 320, 180); }, 33);
  const stream = canvas.captureStream(30);
  const context = new AudioContext();
  const tone = context.createOscillator();
  const sound = context.createMediaStreamDestination();
  tone.connect(sound);
  tone.start();
  stream.addTrack(sound.stream.getAudioTracks()[0]);
  const connection = (window.connection = new RTCPeerConnection({ bundlePolicy: 'max-bundle' }));
  // As of a camera: the sound comes first.
  for (const track of stream.getTracks().reverse()) {
    const transceiver = connection.addTransceiver(track, { direction: 'sendonly', streams: [stream] });
    if (track.kind !== 'video') continue;
    const { codecs } = RTCRtpSender.getCapabilities('video');
    transceiver.setCodecPreferences(codecs.filter(({ mimeType }) => mimeType === 'video/H264'));
  }
  await connection.setLocalDescription(await connection.createOffer());
  const reply = await fetch('/whip', { method: 'POST', body: connection.localDescription.sdp });
  const sdp = await reply.text();
  if (!reply.ok) throw new Error(sdp);
  await connection.setRemoteDescription({ type: 'answer', sdp });
})()`;

const playInto = `(async () => {
  const connection = (window.connection = new RTCPeerConnection());
  connection.addTransceiver('video', { direction: 'recvonly' });
  connection.addTransceiver('audio', { direction: 'recvonly' });
  const stream = new MediaStream();
  connection.ontrack = ({ track }) => { stream.addTrack(track); player.srcObject = stream; };
  await connection.setLocalDescription(await connection.createOffer());
  const reply = await fetch('/whep', { method: 'POST', body: connection.localDescription.sdp });
  const sdp = await reply.text();
  if (!reply.ok) throw new Error(sdp);
  await connection.setRemoteDescription({ type: 'answer', sdp });
})()`;

const readInbound = `(async () => {
  const seen = { video: 0, audio: 0 };
  for (const report of (await connection.getStats()).values()) {
    if (report.type !== 'inbound-rtp') continue;
    seen[report.kind] = report.kind === 'video' ? report.framesDecoded : report.packetsReceived;
  }
  return seen;
})()`;
