import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, MEDIA, testPicture, usePortal } from '#libs/testing';
import { MediaMtxPeer } from './engine/mediamtx/mediamtx.peer.js';
import { describeMediaEngine, hasMediaPeers } from './media-contract.peer.js';

const peer = new MediaMtxPeer();
if (!peer.program) console.warn('SKIPPED: tests of MediaMTX. Set MEDIAMTX_PATH to its program to run them.');

describe.runIf(hasMediaPeers && peer.program)('a broadcast through MediaMTX', () => {
  // Its ports are known only when it runs; the portal reads this later.
  const env: Record<string, string> = { ...MEDIA, RTMP_PLAIN_ENABLED: 'on' };
  beforeAll(async () => void Object.assign(env, (await peer.open()).portalEnv));
  afterAll(() => peer.close());
  const portal = usePortal(env);
  describeMediaEngine(portal);

  const makeStream = async () => {
    const as = await portal.make.user();
    const { body } = await portal.fetch('/api/streams', { as, body: { title: 'Show' } });
    return { id: body.id as number, key: body.stream_key as string, playback: body.playback_key as string };
  };

  const publish = (address: string) => {
    const card = ['-nostdin', ...testPicture({ size: '320x240', isLive: true })];
    const codec = [
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-tune',
      'zerolatency',
      '-g',
      '30',
      '-pix_fmt',
      'yuv420p',
    ];
    return spawn('ffmpeg', [...card, ...codec, '-f', 'flv', address], { stdio: 'ignore' });
  };

  const plays = async (playback: string) =>
    (await portal.fetch(`/api/stream/${playback}/hls/index.m3u8`)).status === 200;

  it('goes on with the encoder it finds there when the portal starts again', async () => {
    const { id, key, playback } = await makeStream();
    const encoder = publish(`rtmps://127.0.0.1:${env['PORTAL_RTMPS_PORT']}/live/${key}`);
    await eventually('the playlist', () => plays(playback));
    await portal.stop();
    await portal.start();
    await eventually('the playlist again', () => plays(playback));
    expect(encoder.exitCode).toBeNull();
    const rows = await portal.get(DataSource).query('SELECT state FROM stream_sessions WHERE stream_id = $1', [id]);
    expect(rows).toEqual([{ state: 'live' }]);
    encoder.kill('SIGKILL');
    await once(encoder, 'exit');
  });

  it('is for nobody past the portal', async () => {
    const { key, playback } = await makeStream();
    const encoder = publish(`rtmps://127.0.0.1:${env['PORTAL_RTMPS_PORT']}/live/${key}`);
    await eventually('the playlist', () => plays(playback));
    const sdp = { method: 'POST', headers: { 'content-type': 'application/sdp' }, body: 'v=0\r\n' };
    expect((await fetch(`${peer.hlsUrl}/live/${key}/index.m3u8`)).status).toBe(401);
    expect((await fetch(`${peer.webRtcUrl}/live/${key}/whep`, sdp)).status).toBe(401);
    expect((await fetch(`${peer.webRtcUrl}/live/${key}/whip`, sdp)).status).toBe(401);
    expect((await fetch(`${peer.apiUrl}/v3/paths/list`)).status).toBe(401);
    const reading = execFile('ffprobe', ['-v', 'quiet', `rtmps://127.0.0.1:${env['PORTAL_RTMPS_PORT']}/live/${key}`]);
    expect((await once(reading, 'exit'))[0]).not.toBe(0);
    const [feeding] = await once(publish(`${peer.feedUrl}/live/${key}`), 'exit');
    expect(feeding).not.toBe(0);
    encoder.kill('SIGKILL');
    await once(encoder, 'exit');
  });
});
