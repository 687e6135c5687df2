import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import {
  encodeMedia,
  eventually,
  requirePackage,
  SSHD,
  SshdPeer,
  testPicture,
  type TestPortal,
  testTone,
  type TestUser,
} from '#libs/testing';
import { WhepClient, WhipClient } from './engine/webrtc/webrtc-client.peer.js';
import type { LiveStatus } from './nodes/media-client.js';
import { MediaNodes } from './nodes/media-nodes.js';

const run = promisify(execFile);
export const hasMediaPeers = requirePackage('ffmpeg', '/usr/bin/ffmpeg') && requirePackage('openssh-server', SSHD);

/** The clients of the tests are there, and try one candidate. */
const onLoopback = (sdp: string): string =>
  sdp.replaceAll(/^a=candidate:.*\r\n/gm, (line) => (line.includes(' 127.0.0.1 ') ? line : ''));

/** What every media engine does with a broadcast. The portal has `RTMP_PLAIN_ENABLED`, and announces 127.0.0.1. */
export const describeMediaEngine = (portal: TestPortal): void => {
  const encoders: ChildProcess[] = [];
  let sshd: SshdPeer;

  beforeAll(async () => {
    sshd = await new SshdPeer().open();
  });
  afterAll(() => sshd.close());
  afterEach(async () => {
    for (const encoder of encoders.splice(0)) await stop(encoder);
  });

  const makeStream = async (body: object = {}) => {
    const owner = await portal.make.user();
    const { status, body: stream } = await portal.fetch('/api/streams', {
      as: owner,
      body: { title: 'Show', ...body },
    });
    expect(status).toBe(201);
    return {
      owner,
      id: stream.id as number,
      key: stream.stream_key as string,
      playback: stream.playback_key as string,
    };
  };

  const ports = async () => (await portal.get(MediaNodes).capabilities())!.ports;

  /** A picture of a test card and a tone, as fast as they are shown. */
  const encode = (...output: string[]): ChildProcess => {
    const card = [...testPicture({ size: '320x240', isLive: true }), ...testTone({ isLive: true })];
    const codecs = [
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
      '-c:a',
      'aac',
    ];
    const child = spawn('ffmpeg', ['-nostdin', '-loglevel', 'error', ...card, ...codecs, ...output], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.stderr!.resume();
    encoders.push(child);
    return child;
  };

  const stop = async (encoder: ChildProcess): Promise<void> => {
    if (encoder.exitCode !== null || encoder.signalCode !== null) return;
    encoder.kill('SIGKILL');
    await once(encoder, 'exit');
  };

  const isLive = async (owner: TestUser, id: number): Promise<number> =>
    (await portal.fetch(`/api/streams/${id}`, { as: owner })).body.is_live;

  const sessionStates = async (id: number): Promise<string[]> => {
    const query = 'SELECT state FROM stream_sessions WHERE stream_id = $1 ORDER BY id';
    const rows: { state: string }[] = await portal.get(DataSource).query(query, [id]);
    return rows.map(({ state }) => state);
  };

  const statusOf = async (id: number): Promise<LiveStatus | null> => {
    const place = await portal
      .get(MediaNodes)
      .ofStream(id)
      .catch(() => null);
    return place && place.client.status(id).catch(() => null);
  };

  const playlist = async (playback: string, file = 'index.m3u8'): Promise<string | undefined> => {
    const { status, body } = await portal.fetch(`/api/stream/${playback}/hls/${file}`);
    return status === 200 ? body : undefined;
  };

  const probe = async (playback: string): Promise<string[]> => {
    const url = `${portal.url}/api/stream/${playback}/hls/index.m3u8`;
    const args = ['-v', 'error', '-show_entries', 'stream=codec_name', '-of', 'csv=p=0', url];
    const { stdout } = await run('ffprobe', args);
    return [...new Set(stdout.trim().split('\n').filter(Boolean))].sort();
  };

  it('over RTMPS plays as HLS, has a picture and is counted', async () => {
    const { owner, id, key, playback } = await makeStream();
    const { rtmps } = await ports();
    encode('-f', 'flv', `rtmps://127.0.0.1:${rtmps}/live/${key}`);
    await eventually('the playlist', () => playlist(playback));
    expect(await isLive(owner, id)).toBe(1);
    expect(await probe(playback)).toEqual(['aac', 'h264']);
    const status = await portal.fetch(`/api/stream/${playback}`);
    expect(status.body).toMatchObject({ is_live: 1, title: 'Show' });
    const picture = await eventually('a picture', async () => {
      const response = await portal.fetch(`/api/stream/${playback}/thumbnail`);
      return response.status === 200 ? response : null;
    });
    expect(picture.headers.get('content-type')).toBe('image/jpeg');
    expect(picture.body).toContain('JFIF');
    const open = await portal.fetch('/api/streams/open', { as: owner });
    expect(open.body.streams.map((stream: { id: number }) => stream.id)).toContain(id);
  });

  it('over RTSPS plays as HLS', async () => {
    const { key, playback } = await makeStream();
    const { rtsps } = await ports();
    encode('-f', 'rtsp', '-rtsp_transport', 'tcp', `rtsps://127.0.0.1:${rtsps}/live/${key}`);
    await eventually('the playlist', () => playlist(playback));
    expect(await probe(playback)).toEqual(['aac', 'h264']);
  });

  it('over plain RTMP needs a token', async () => {
    const { owner, id, key, playback } = await makeStream({ rtmp_enabled: true });
    const { rtmp } = await ports();
    const refused = encode('-f', 'flv', `rtmp://127.0.0.1:${rtmp}/live/${key}`);
    await once(refused, 'exit');
    expect(await isLive(owner, id)).toBe(0);
    const { body } = await portal.fetch(`/api/streams/${id}/rtmp-token`, { as: owner, method: 'POST' });
    encode('-f', 'flv', `rtmp://127.0.0.1:${rtmp}/live/${body.token}`);
    await eventually('the playlist', () => playlist(playback));
  });

  it('ends at once for a publisher whose key was replaced', async () => {
    const { owner, id, key, playback } = await makeStream();
    const { rtmps } = await ports();
    const encoder = encode('-f', 'flv', `rtmps://127.0.0.1:${rtmps}/live/${key}`);
    await eventually('the playlist', () => playlist(playback));
    const gone = once(encoder, 'exit');
    expect((await portal.fetch(`/api/streams/${id}/regenerate-key`, { as: owner, method: 'POST' })).status).toBe(200);
    await gone;
    await eventually('the stream to be offline', async () => (await isLive(owner, id)) === 0);
  });

  it('is recorded to its owner’s storage and encodes until that is safe', async () => {
    const { owner, id, key, playback } = await makeStream();
    const folder = sshd.folder(`live-${id}`);
    expect((await portal.fetch('/api/vods/storage', { as: owner, body: sshd.storage(folder) })).status).toBe(200);
    const { rtmps } = await ports();
    encode('-f', 'flv', `rtmps://127.0.0.1:${rtmps}/live/${key}`);
    await eventually('the playlist', () => playlist(playback));
    await eventually('two seconds of it', async () => {
      // The address of its only variant.
      const [variant] = (await playlist(playback))?.match(/^[^#?]+\.m3u8/m) ?? [];
      return variant && (await playlist(playback, path.basename(variant)))?.match(/EXTINF/g)?.[1];
    });
    await portal.fetch(`/api/streams/${id}/regenerate-key`, { as: owner, method: 'POST' });
    await eventually('the recording to be safe', async () => (await isLive(owner, id)) === 0);
    const { files } = (await portal.fetch('/api/vods', { as: owner })).body;
    expect(files).toHaveLength(1);
    expect(files[0].name).toMatch(/^Show\/\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d\/chunk_000\.mkv$/);
    const file = path.join(folder, files[0].name);
    expect(existsSync(file) && readFileSync(file).length).toBe(files[0].size);
    await run('ffmpeg', ['-v', 'error', '-xerror', '-i', file, '-f', 'null', '-']);
  });

  it('is sent on to another stream of a portal', async () => {
    const source = await makeStream();
    const target = await makeStream({ rtmp_enabled: true });
    const { rtmp, rtmps } = await ports();
    const { body } = await portal.fetch(`/api/streams/${target.id}/rtmp-token`, { as: target.owner, method: 'POST' });
    const relay = {
      platform: 'custom',
      name: 'Second',
      rtmp_url: `rtmp://127.0.0.1:${rtmp}/live`,
      stream_key: body.token,
    };
    const added = await portal.fetch(`/api/streams/${source.id}/relays`, { as: source.owner, body: relay });
    expect(added.status).toBe(201);
    encode('-f', 'flv', `rtmps://127.0.0.1:${rtmps}/live/${source.key}`);
    await eventually('the second playlist', () => playlist(target.playback));
    const state = async () =>
      (await portal.fetch(`/api/streams/${source.id}/relays`, { as: source.owner })).body.relays[0].state;
    await eventually('the relay to be known as live', async () => (await state()) === 'live');
  });

  it('says how it is doing', async () => {
    const { id, key } = await makeStream();
    const { rtmps } = await ports();
    encode('-f', 'flv', `rtmps://127.0.0.1:${rtmps}/live/${key}`);
    const status = await eventually('two key frames', async () => {
      const found = await statusOf(id);
      return found?.keyFrameInterval ? found : null;
    });
    expect(status).toMatchObject({ protocol: 'rtmps', isPublishing: true, hasBFrames: false, webRtcViewers: 0 });
    expect(status.tracks).toEqual([
      expect.objectContaining({ kind: 'video', width: 320, height: 240 }),
      expect.objectContaining({ kind: 'audio', sampleRate: 48_000 }),
    ]);
  });

  it('is not for a wrong key, nor for a second publisher', async () => {
    const { id, key, playback } = await makeStream();
    const { rtmps, rtsps } = await ports();
    await once(encode('-f', 'flv', `rtmps://127.0.0.1:${rtmps}/live/live_wrong`), 'exit');
    const first = encode('-f', 'flv', `rtmps://127.0.0.1:${rtmps}/live/${key}`);
    await eventually('the playlist', () => playlist(playback));
    await once(encode('-f', 'flv', `rtmps://127.0.0.1:${rtmps}/live/${key}`), 'exit');
    await once(encode('-f', 'rtsp', '-rtsp_transport', 'tcp', `rtsps://127.0.0.1:${rtsps}/live/${key}`), 'exit');
    expect(first.exitCode).toBeNull();
    expect(await sessionStates(id)).toEqual(['live']);
  });

  it('goes on when its publisher comes back', async () => {
    const { owner, id, key, playback } = await makeStream();
    const { rtmps } = await ports();
    const encoder = encode('-f', 'flv', `rtmps://127.0.0.1:${rtmps}/live/${key}`);
    await eventually('the playlist', () => playlist(playback));
    await stop(encoder);
    await eventually('the interruption', async () => (await sessionStates(id)).join() === 'interrupted');
    expect(await isLive(owner, id)).toBe(1);
    encode('-f', 'flv', `rtmps://127.0.0.1:${rtmps}/live/${key}`);
    await eventually('media again', async () => (await statusOf(id))?.isPublishing);
    expect(await sessionStates(id)).toEqual(['live']);
    await eventually('the playlist again', () => playlist(playback));
  });

  it('from a browser is played by another', async () => {
    const { id, key, playback } = await makeStream();
    const { tracks, units } = await encodeMedia({ video: 'libx264', audio: 'libopus', seconds: 2, size: '320x240' });
    const video = tracks.find((track) => track.kind === 'video')!;
    const whip = await WhipClient.open();
    const whep = await WhepClient.open();
    const signal = async (place: string, offer: string, status = 201) => {
      const headers = { 'content-type': 'application/sdp' };
      const reply = await portal.fetch(`/api/stream/${place}`, { body: offer, headers });
      expect(reply.status).toBe(status);
      return reply;
    };
    const offer = whip.offer();
    await signal('live_wrong/webrtc/whip', offer, 401);
    const published = await signal(`${key}/webrtc/whip`, offer);
    await whip.accept(onLoopback(published.body));
    let at = 0;
    const sender = setInterval(() => {
      const unit = units[at++ % units.length]!;
      const pts = unit.pts + Math.floor(at / units.length) * 2_000_000;
      try {
        if (unit.kind === 'video') whip.sendVideo({ ...unit, pts }, video);
        else whip.sendAudio({ ...unit, pts });
      } catch {
        // Its track is not open yet, or not any more.
      }
    }, 10);
    try {
      await eventually('media', async () => (await statusOf(id))?.isPublishing);
      const played = await signal(`${playback}/webrtc/whep`, whep.offer());
      await whep.accept(onLoopback(played.body));
      await eventually('pictures', () => whep.frames.length > 10);
      await eventually('sound', () => whep.packets.length > 10);
      expect((await statusOf(id))?.webRtcViewers).toBe(1);
      for (const { headers } of [played, published]) {
        const session = headers.get('location')!;
        expect((await portal.fetch(session, { method: 'DELETE' })).status).toBe(200);
        expect((await portal.fetch(session, { method: 'DELETE' })).status).toBe(404);
      }
      await eventually('the interruption', async () => (await sessionStates(id)).join() === 'interrupted');
    } finally {
      clearInterval(sender);
      whep.close();
      whip.close();
    }
  });
};
