import { describe, expect, it } from 'vitest';
import type { MediaUnit, Track } from '#libs/media';
import { HlsOrigin, MEDIA_FILE, MULTIVARIANT_FILE, type HlsOptions, type HlsReply } from './hls-origin.js';
import { readPlaylist, type ReadPlaylist } from './playlist-reader.peer.js';

const VIDEO: Track = {
  kind: 'video',
  codec: 'h264',
  config: Buffer.from('avcC'),
  width: 1280,
  height: 720,
  codecString: 'avc1.64001f',
};
const FRAME_US = 1e6 / 30;
const FRAME = Buffer.alloc(10_000);

/** A stream of 30 frames a second, as long as is asked for, with a key frame every second. */
class Lab {
  readonly origin: HlsOrigin;
  private frame = 0;

  constructor(options: Partial<HlsOptions> = {}) {
    this.origin = new HlsOrigin({ firstSequence: 500, firstDiscontinuity: 9, epoch: 9, holdMs: 5, ...options });
    this.origin.begin([VIDEO]);
  }

  play(seconds: number): void {
    for (const end = this.frame + Math.round(seconds * 30); this.frame < end; this.frame++) {
      const time = Math.round(this.frame * FRAME_US);
      const unit: MediaUnit = { kind: 'video', isKey: this.frame % 30 === 0, dts: time, pts: time, data: FRAME };
      this.origin.write(unit);
    }
  }

  get(file: string, query = '', signal?: AbortSignal): Promise<HlsReply> {
    return this.origin.serve(file, new URLSearchParams(query), signal);
  }

  async playlist(query = ''): Promise<ReadPlaylist> {
    return readPlaylist(String((await this.get(MEDIA_FILE, query)).body));
  }
}

describe('an HLS origin', () => {
  it('has its first part 200 ms after the first key frame', async () => {
    const lab = new Lab();
    lab.play(0.2);

    const { openParts, segments } = await lab.playlist('_HLS_msn=500&_HLS_part=0');
    expect(segments).toEqual([]);
    expect(openParts).toMatchObject([{ isIndependent: true, uri: 'part9-0.mp4' }]);
    expect((await lab.get('part9-0.mp4')).status).toBe(200);
  });

  it('cuts parts of even length close to what was asked for', async () => {
    const lab = new Lab();
    lab.play(5);

    const { header, segments } = await lab.playlist();
    expect(header['EXT-X-PART-INF']).toBe('PART-TARGET=0.210000');
    expect(header['EXT-X-SERVER-CONTROL']).toContain('PART-HOLD-BACK=0.630000');
    const lengths = segments.at(-1)!.parts.map(({ duration }) => duration.toFixed(2));
    expect(lengths).toEqual(['0.20', '0.20', '0.20', '0.20', '0.20']);
    expect(segments.at(-1)!.parts.map(({ isIndependent }) => isIndependent)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it('holds a reload until the part is there', async () => {
    const lab = new Lab({ holdMs: 5000 });
    lab.play(2.05);
    let isAnswered = false;
    const reload = lab.playlist('_HLS_msn=502&_HLS_part=0').finally(() => (isAnswered = true));
    await Promise.resolve();
    expect(isAnswered).toBe(false);
    lab.play(0.2);

    expect((await reload).openParts).toHaveLength(1);
  });

  it('takes a part beyond the end of its segment for the first of the next', async () => {
    const lab = new Lab();
    lab.play(2.1);
    expect((await lab.get(MEDIA_FILE, '_HLS_msn=501&_HLS_part=5')).status).toBe(503);
    lab.play(0.2);
    expect((await lab.get(MEDIA_FILE, '_HLS_msn=501&_HLS_part=5')).status).toBe(200);
  });

  it('answers 503 when nothing comes in time, and when too many wait', async () => {
    const lab = new Lab({ maxWaiters: 1 });
    lab.play(2.05);
    const [first, second] = await Promise.all([
      lab.get(MEDIA_FILE, '_HLS_msn=503'),
      lab.get(MEDIA_FILE, '_HLS_msn=503'),
    ]);

    expect([first.status, second.status]).toEqual([503, 503]);
    expect(lab.origin.stats.refused).toBe(1);
  });

  it('lets go of a request that nobody waits for any more', async () => {
    const lab = new Lab({ holdMs: 60_000 });
    lab.play(2.05);
    const gone = new AbortController();
    const reload = lab.get(MEDIA_FILE, '_HLS_msn=503', gone.signal);
    gone.abort();

    expect((await reload).status).toBe(503);
    expect((await lab.get(MEDIA_FILE, '_HLS_msn=503', gone.signal)).status).toBe(503);
  });

  it.each([
    ['a number that is none', '_HLS_msn=last'],
    ['a negative number', '_HLS_msn=-1'],
    ['a part without its segment', '_HLS_part=1'],
    ['a segment far ahead', '_HLS_msn=520'],
    ['a part far ahead', '_HLS_msn=502&_HLS_part=40'],
  ])('refuses %s', async (_what, query) => {
    const lab = new Lab();
    lab.play(2.3);

    expect((await lab.get(MEDIA_FILE, query)).status).toBe(400);
  });

  it('holds the request for the part it announced, and knows no others', async () => {
    const lab = new Lab({ holdMs: 5000 });
    lab.play(2.3);
    const { hint } = await lab.playlist();
    const part = lab.get(hint!);
    lab.play(0.4);

    expect(await part).toMatchObject({ status: 200, contentType: 'video/mp4', cache: 'immutable' });
    expect((await lab.get('part9-999.mp4')).status).toBe(404);
    expect((await lab.get('../secret')).status).toBe(404);
  });

  it('serves a segment as the list of its parts', async () => {
    const lab = new Lab();
    lab.play(3.2);
    const { segments } = await lab.playlist();
    const { uri, parts } = segments[1]!;
    const bytes = await Promise.all(parts.map(async (part) => (await lab.get(part.uri)).body as Buffer));

    expect((await lab.get(uri)).body).toEqual(bytes);
  });

  it('keeps the segments of a window, and for the time shift as many as fit into memory', async () => {
    const short = new Lab({ window: 4 });
    const long = new Lab({ window: 4, dvrSeconds: 20 });
    const bounded = new Lab({ window: 4, dvrSeconds: 20, maxBytes: 3_000_000 });
    for (const lab of [short, long, bounded]) lab.play(40.5);

    expect((await short.playlist()).segments).toHaveLength(4);
    expect((await long.playlist()).segments).toHaveLength(20);
    const { segments } = await bounded.playlist();
    expect(segments.length).toBeLessThan(10);
    expect(segments.at(-1)!.number).toBe(539);
    const gone = `segment9-${segments[0]!.number - 5}.mp4`;
    expect((await bounded.get(gone)).status).toBe(404);
  });

  it('leaves out of a delta update what the client knows', async () => {
    const lab = new Lab({ dvrSeconds: 60 });
    lab.play(40.5);
    const full = await lab.playlist();
    const delta = await lab.playlist('_HLS_skip=YES');

    expect(delta.skipped).toBe(28);
    expect(delta.segments.map(({ uri }) => uri)).toEqual(full.segments.slice(28).map(({ uri }) => uri));
    expect((await new Lab().get(MEDIA_FILE, '_HLS_skip=YES')).status).toBe(503);
  });

  it('goes on after an interruption with a discontinuity, counts it when it leaves the list, and ends', async () => {
    let clock = Date.parse('2026-01-01T00:00:00Z');
    const lab = new Lab({ window: 3, now: () => clock });
    lab.play(2.5);
    lab.origin.interrupt();
    expect((await lab.playlist()).segments).toHaveLength(3);
    clock += 10_000;
    lab.origin.begin([{ ...VIDEO, width: 640, height: 360 }]);
    lab.play(2.6);

    const { segments } = await lab.playlist();
    expect(segments.map(({ number, discontinuity }) => [number, discontinuity])).toEqual([
      [502, 9],
      [503, 10],
      [504, 10],
    ]);
    expect(segments[1]!.map).not.toBe(segments[0]!.map);
    expect(segments[1]!.startsAt).toBe(Date.parse('2026-01-01T00:00:10Z'));
    expect((await lab.get(segments[0]!.map)).status).toBe(200);
    lab.play(3);
    expect((await lab.playlist()).header['EXT-X-DISCONTINUITY-SEQUENCE']).toBe('10');
    lab.origin.end();
    expect(await lab.playlist('_HLS_msn=600')).toMatchObject({ hasEnded: true, hint: undefined });
  });

  it('tells codecs, size, frame rate and measured bandwidth', async () => {
    const lab = new Lab();
    expect((await lab.get(MULTIVARIANT_FILE)).status).toBe(503);
    lab.play(4.1);

    const { body, contentType } = await lab.get(MULTIVARIANT_FILE);
    expect(contentType).toBe('application/vnd.apple.mpegurl');
    const [, bandwidth] = /[:,]BANDWIDTH=(\d+),AVERAGE-BANDWIDTH=\d+,/.exec(String(body))!;
    expect(Number(bandwidth)).toBeGreaterThan(30 * FRAME.length * 8);
    expect(Number(bandwidth)).toBeLessThan(30 * FRAME.length * 8 * 1.02);
    expect(String(body)).toContain('CODECS="avc1.64001f",RESOLUTION=1280x720,FRAME-RATE=30.000\nstream.m3u8\n');
  });

  it('renders a playlist once for all who ask', async () => {
    const lab = new Lab();
    lab.play(3.1);
    const [one, two] = [await lab.get(MEDIA_FILE), await lab.get(MEDIA_FILE)];
    expect(one.body).toBe(two.body);
    expect(one.etag).toBe(two.etag);
    lab.play(0.3);
    expect((await lab.get(MEDIA_FILE)).etag).not.toBe(one.etag);
  });

  it('has nothing when the stream ends before it began', async () => {
    const lab = new Lab();
    lab.origin.end();

    expect((await lab.get(MEDIA_FILE)).status).toBe(404);
    expect((await lab.get(MULTIVARIANT_FILE)).status).toBe(404);
  });
});
