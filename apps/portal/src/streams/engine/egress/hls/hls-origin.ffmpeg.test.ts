import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { decodeErrors, encodeMedia, hasFfmpeg, probe, type EncodedMedia, type MediaRecipe } from '#libs/testing';
import type { MediaUnit } from '#libs/media';
import { LiveStream } from '../../live-stream.js';
import { HlsOrigin, type HlsOptions } from './hls-origin.js';

const PUBLISHER = { close: () => undefined };

/** The origin behind an HTTP server, as a player sees it. */
const serve = async (origin: HlsOrigin): Promise<{ url: string; close(): void }> => {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://localhost');
    void origin.serve(pathname.slice(1), searchParams).then(({ status, contentType, body }) => {
      response.writeHead(status, { 'content-type': contentType });
      for (const piece of Buffer.isBuffer(body) ? [body] : body) response.write(piece);
      response.end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/index.m3u8`,
    close: () => void server.close(),
  };
};

const publish = (stream: LiveStream, { tracks, units }: EncodedMedia, only?: (unit: MediaUnit) => boolean): void => {
  const publication = stream.publish(PUBLISHER);
  publication.expect(tracks.map(({ kind }) => kind));
  for (const track of tracks) publication.configure(track);
  for (const unit of units) if (only?.(unit) ?? true) publication.write(unit);
  publication.end('left');
};

const count = (units: readonly MediaUnit[], kind: MediaUnit['kind']): number =>
  units.filter((unit) => unit.kind === kind).length;

describe.skipIf(!hasFfmpeg())('an HLS origin read by ffmpeg', () => {
  let close: (() => void) | undefined;
  afterEach(() => close?.());

  const play = async (media: EncodedMedia[], options?: Partial<HlsOptions>, only?: (unit: MediaUnit) => boolean) => {
    const stream = new LiveStream(1);
    const origin = new HlsOrigin({ window: 1000, dvrSeconds: 1000, ...options });
    stream.attach(origin);
    for (const one of media) publish(stream, one, only);
    stream.end('left');
    const server = await serve(origin);
    close = server.close;
    return server.url;
  };

  const RECIPES: Record<string, MediaRecipe> = {
    'H.264 and AAC': { video: 'libx264', audio: 'aac', seconds: 5 },
    'H.264 with B-frames and AAC': { video: 'libx264', audio: 'aac', seconds: 5, bFrames: 2, gop: 60 },
    'H.264 and Opus': { video: 'libx264', audio: 'libopus', seconds: 5 },
    'HEVC and mono AAC': { video: 'libx265', audio: 'aac', seconds: 4, channels: 1, bFrames: 2 },
    'AV1 and Opus': { video: 'libsvtav1', audio: 'libopus', seconds: 4 },
    'video only, at 24 frames a second': { video: 'libx264', seconds: 4, fps: 24, gop: 48 },
    'audio only': { audio: 'aac', seconds: 4 },
    'key frames further apart than segments may be': { video: 'libx264', audio: 'aac', seconds: 8, gop: 240 },
  };

  for (const [what, recipe] of Object.entries(RECIPES)) {
    it(`gives ${what}: every packet at its time, all of them decodable`, async () => {
      const media = await encodeMedia(recipe);
      const url = await play([media]);

      expect(await decodeErrors(url)).toBe('');
      const { packets } = await probe(url, ['-show_packets']);
      for (const kind of ['video', 'audio'] as const) {
        const sent = media.units.filter((unit) => unit.kind === kind && unit.dts >= firstOf(media).dts);
        const got = packets!.filter(({ codec_type }) => codec_type === kind);
        expect(got).toHaveLength(sent.length);
        const start = firstOf(media).dts;
        const apart = got.map(({ pts_time }, index) => Number(pts_time) - (sent[index]!.pts - start) / 1e6);
        expect(Math.max(0, ...apart.map((each) => Math.abs(each - apart[0]!)))).toBeLessThan(0.002);
      }
    });
  }

  it('fills a track that is silent for ten seconds, so that the other plays on', async () => {
    const media = await encodeMedia({ video: 'libx264', audio: 'aac', seconds: 14 });
    const isHeard = ({ kind, dts }: MediaUnit): boolean => kind === 'video' || dts < 2e6 || dts > 12e6;
    const url = await play([media], {}, isHeard);

    expect(await decodeErrors(url)).toBe('');
    const { packets } = await probe(url, ['-show_packets']);
    const audio = packets!.filter(({ codec_type }) => codec_type === 'audio').map(({ pts_time }) => Number(pts_time));
    const gaps = audio.slice(1).map((time, index) => time - audio[index]!);
    expect(Math.max(...gaps)).toBeLessThan(0.07);
    expect(count(media.units, 'video')).toBe(packets!.filter(({ codec_type }) => codec_type === 'video').length);
  });

  it('goes on after ten seconds without video, which then comes with its own times', async () => {
    const media = await encodeMedia({ video: 'libx264', audio: 'aac', seconds: 14 });
    const isSeen = ({ kind, dts }: MediaUnit): boolean => kind === 'audio' || dts < 2e6 || dts >= 12e6;
    const url = await play([media], {}, isSeen);

    expect(await decodeErrors(url)).toBe('');
    const { packets } = await probe(url, ['-show_packets']);
    const start = firstOf(media).dts;
    expect(packets).toHaveLength(media.units.filter((unit) => isSeen(unit) && unit.dts >= start).length);
  });

  it('decodes across a publisher that came back', async () => {
    const media = await encodeMedia({ video: 'libx264', audio: 'aac', seconds: 3, bFrames: 2 });
    const url = await play([media, media]);

    expect(await decodeErrors(url)).toBe('');
  });

  it('gives another picture size its own initialisation segment', async () => {
    const small = await encodeMedia({ video: 'libx264', audio: 'aac', seconds: 3 });
    const large = await encodeMedia({ video: 'libx264', audio: 'libopus', seconds: 3, size: '640x360' });
    const url = await play([small, large]);
    const get = async (file: string): Promise<Response> => fetch(new URL(file, url));
    const lines = (await (await get('stream.m3u8')).text()).split('\n');

    // ffmpeg 5.1 ignores a second EXT-X-MAP, so each is decoded by itself.
    const directory = await mkdtemp(join(tmpdir(), 'hls-'));
    const maps = lines.flatMap((line, index) => (line.startsWith('#EXT-X-MAP') ? [index] : []));
    const widths: (number | undefined)[] = [];
    for (const [index, at] of maps.entries()) {
      const files = lines.slice(at, maps[index + 1]).filter((line) => line.endsWith('.mp4') && !line.startsWith('#'));
      const init = /URI="(.*?)"/.exec(lines[at]!)![1]!;
      const bytes = await Promise.all([init, ...files].map(async (file) => (await get(file)).arrayBuffer()));
      const path = join(directory, `${index}.mp4`);
      await writeFile(path, Buffer.concat(bytes.map((each) => Buffer.from(each))));
      expect(await decodeErrors(path)).toBe('');
      widths.push((await probe(path, ['-show_streams'])).streams!.find(({ width }) => width)?.width);
    }
    await rm(directory, { recursive: true });

    expect(widths).toEqual([320, 640]);
    expect(lines.filter((line) => line === '#EXT-X-DISCONTINUITY')).toHaveLength(1);
  });
});

const firstOf = ({ tracks, units }: EncodedMedia): MediaUnit => {
  const kind = tracks.some((track) => track.kind === 'video') ? 'video' : 'audio';
  return units.find((unit) => unit.kind === kind)!;
};
