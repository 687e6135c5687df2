import type Hls from 'hls.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HlsRoad } from './hls-road.js';

const ADDRESS = '/api/stream/pub_x/hls/index.m3u8?share=s';

/** What of hls.js a viewer uses, in the hands of a test. */
class FakeHls {
  static made: FakeHls[] = [];
  static canPlay = true;
  static readonly Events = { MANIFEST_PARSED: 'manifest', FRAG_LOADED: 'loaded', ERROR: 'error' };
  static isSupported = (): boolean => FakeHls.canPlay;
  latency = 0;
  liveSyncPosition: number | null = null;
  source: string | undefined;
  media: unknown;
  isDestroyed = false;
  readonly startLoad = vi.fn();
  readonly recoverMediaError = vi.fn();
  private readonly listeners = new Map<string, (event: string, data: object) => void>();

  constructor(readonly config: object) {
    FakeHls.made.push(this);
  }

  on = (event: string, listener: (event: string, data: object) => void): void =>
    void this.listeners.set(event, listener);
  loadSource = (source: string): void => void (this.source = source);
  attachMedia = (media: unknown): void => void (this.media = media);
  destroy = (): void => void (this.isDestroyed = true);
  tell = (event: keyof typeof FakeHls.Events, data: object = {}): void =>
    this.listeners.get(FakeHls.Events[event])?.(event, data);
  fail = (type: string): void => this.tell('ERROR', { type, fatal: true });
}

class FakeVideo {
  readonly HAVE_CURRENT_DATA = 2;
  readyState = 0;
  currentTime = 0;
  videoWidth = 0;
  videoHeight = 0;
  srcObject: unknown = 'of another road';
  src: string | undefined;
  onerror: (() => void) | null = null;
  frames = 0;
  range: [start: number, end: number] | undefined;
  plays = 'maybe';

  get seekable(): { length: number; start: () => number; end: () => number } {
    return { length: this.range ? 1 : 0, start: () => this.range![0], end: () => this.range![1] };
  }

  getVideoPlaybackQuality = () => ({ totalVideoFrames: this.frames, droppedVideoFrames: 3 });
  canPlayType = (): string => this.plays;
  removeAttribute = (): void => void (this.src = undefined);
}

describe('a viewer by HLS', () => {
  let video: FakeVideo;
  const onLost = vi.fn();

  const make = (): HlsRoad =>
    new HlsRoad({
      onLost,
      address: ADDRESS,
      video: video as unknown as HTMLVideoElement,
      load: async () => FakeHls as unknown as typeof Hls,
    });
  const open = async (): Promise<{ road: HlsRoad; hls: FakeHls }> => {
    const road = make();
    await road.open();
    return { road, hls: FakeHls.made.at(-1)! };
  };

  beforeEach(() => {
    vi.useFakeTimers();
    onLost.mockReset();
    video = new FakeVideo();
    [FakeHls.made, FakeHls.canPlay] = [[], true];
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('takes the element over, with little latency', async () => {
    const { hls } = await open();
    expect(hls).toMatchObject({
      source: ADDRESS,
      media: video,
      config: { lowLatencyMode: true, maxLiveSyncPlaybackRate: 1.1 },
    });
    expect(video.srcObject).toBeNull();
  });

  it('is left to the browser where scripts cannot feed a video', async () => {
    FakeHls.canPlay = false;
    const road = make();
    await road.open();
    expect([FakeHls.made, video.src]).toEqual([[], ADDRESS]);
    video.onerror?.();
    expect(onLost).toHaveBeenCalledTimes(1);
    road.close();
    expect(video.src).toBeUndefined();
    video.onerror?.();
    expect(onLost).toHaveBeenCalledTimes(1);
  });

  it('is refused where the browser plays no HLS at all', async () => {
    [FakeHls.canPlay, video.plays] = [false, ''];
    await expect(make().open()).rejects.toThrow('plays no HLS');
  });

  it('opens nothing once it was closed, and ends what it opened', async () => {
    const early = make();
    const opening = early.open();
    early.close();
    await opening;
    expect(FakeHls.made).toEqual([]);

    const { road, hls } = await open();
    road.close();
    road.close();
    expect(hls.isDestroyed).toBe(true);
    hls.fail('otherError');
    expect(onLost).not.toHaveBeenCalled();
  });

  it('is lost when there is no playlist, but asks again when there was one', async () => {
    const { hls } = await open();
    hls.fail('networkError');
    expect(onLost).toHaveBeenCalledTimes(1);

    const { hls: found } = await open();
    found.tell('MANIFEST_PARSED');
    found.fail('networkError');
    expect(found.startLoad).not.toHaveBeenCalled();
    await vi.runAllTimersAsync();
    expect(found.startLoad).toHaveBeenCalledTimes(1);
    expect(onLost).toHaveBeenCalledTimes(1);
  });

  it('asks no more after it was closed', async () => {
    const { road, hls } = await open();
    hls.tell('MANIFEST_PARSED');
    hls.fail('networkError');
    road.close();
    await vi.runAllTimersAsync();
    expect(hls.startLoad).not.toHaveBeenCalled();
  });

  it('recovers once from media it cannot decode, and leaves to hls.js what is not fatal', async () => {
    const { hls } = await open();
    hls.tell('ERROR', { type: 'mediaError', fatal: false });
    expect(hls.recoverMediaError).not.toHaveBeenCalled();
    hls.fail('mediaError');
    expect([hls.recoverMediaError.mock.calls.length, onLost.mock.calls.length]).toEqual([1, 0]);
    hls.fail('mediaError');
    expect([hls.recoverMediaError.mock.calls.length, onLost.mock.calls.length]).toEqual([1, 1]);
  });

  it('measures by frames, and by the time where no frame is counted', async () => {
    const { road, hls } = await open();
    [video.currentTime, video.readyState] = [12, video.HAVE_CURRENT_DATA];
    expect(await road.progress()).toBe(0);
    video.readyState = 4;
    expect(await road.progress()).toBe(12);
    video.frames = 50;
    expect(await road.progress()).toBe(50);

    await road.figures();
    hls.tell('FRAG_LOADED', { frag: { stats: { loaded: 1 } }, part: { stats: { loaded: 250_000 } } });
    [video.frames, video.videoWidth, video.videoHeight, hls.latency] = [100, 320, 180, 1.2];
    vi.advanceTimersByTime(2_000);
    const figures = { width: 320, height: 180, fps: 25, bitrate: 1_000_000, dropped: 3, latency: 1200 };
    expect(await road.figures()).toEqual(figures);
  });

  it('goes back as far as there is a past, and no further than now', async () => {
    const { road, hls } = await open();
    road.seekBack(10);
    expect(video.currentTime).toBe(0);
    video.range = [100, 160];
    expect(road.liveEdge).toBe(160);
    hls.liveSyncPosition = 158;
    const places = [10, 500, -20].map((seconds) => {
      road.seekBack(seconds);
      return video.currentTime;
    });
    expect(places).toEqual([148, 100, 158]);
  });
});
