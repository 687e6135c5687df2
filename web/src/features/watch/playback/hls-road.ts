import type Hls from 'hls.js';
import type { ErrorData, FragLoadedData } from 'hls.js';
import { ReconnectTimer } from '../../../shared/reconnect-timer.js';
import { Rate } from './rate.js';
import type { Figures, Road, RoadEvents } from './road.js';

interface HlsOptions extends RoadEvents {
  /** Of the playlist. */
  address: string;
  video: HTMLVideoElement;
  /** The player, once somebody wants it. */
  load?: () => Promise<typeof Hls>;
}

const NATIVE_TYPE = 'application/vnd.apple.mpegurl';

/** How much of what was seen can be gone back to without asking again. Seconds. */
const KEPT_BEHIND = 600;

/** How much faster it plays while it is a little behind, as after a stall: nobody hears a tenth. */
const CATCH_UP_RATE = 1.1;

const loadHls = async (): Promise<typeof Hls> => (await import('hls.js/light')).default;

/** HLS of low latency: by hls.js where the browser lets scripts feed a video, else by the browser itself. */
export class HlsRoad implements Road {
  readonly kind = 'hls';
  private hls: Hls | undefined;
  private isClosed = false;
  private isFound = false;
  private hasRecovered = false;
  private bytes = 0;
  private readonly bitrate = new Rate();
  private readonly frames = new Rate();
  private readonly again = new ReconnectTimer(() => this.hls?.startLoad());

  constructor(private readonly options: HlsOptions) {}

  async open(): Promise<undefined> {
    const { address, video, load = loadHls } = this.options;
    const HlsPlayer = await load();
    if (this.isClosed) return;
    if (!HlsPlayer.isSupported()) return this.openNative();
    const hls = new HlsPlayer({
      lowLatencyMode: true,
      backBufferLength: KEPT_BEHIND,
      maxLiveSyncPlaybackRate: CATCH_UP_RATE,
    });
    this.hls = hls;
    const { MANIFEST_PARSED, FRAG_LOADED, ERROR } = HlsPlayer.Events;
    hls.on(MANIFEST_PARSED, () => (this.isFound = true));
    hls.on(FRAG_LOADED, (_, data) => this.onLoaded(data));
    hls.on(ERROR, (_, data) => this.onError(data));
    video.srcObject = null;
    hls.loadSource(address);
    hls.attachMedia(video);
  }

  async progress(): Promise<number> {
    const { video } = this.options;
    const frames = video.getVideoPlaybackQuality?.().totalVideoFrames;
    // The time jumps to the end of the playlist before anything shows.
    return frames || (video.readyState > video.HAVE_CURRENT_DATA ? video.currentTime : 0);
  }

  async figures(): Promise<Figures> {
    const { video } = this.options;
    const quality = video.getVideoPlaybackQuality?.();
    const now = performance.now();
    const bytesASecond = this.hls && this.bitrate.of(this.bytes, now);
    return {
      width: video.videoWidth || undefined,
      height: video.videoHeight || undefined,
      fps: quality && this.frames.of(quality.totalVideoFrames, now),
      bitrate: bytesASecond === undefined ? undefined : bytesASecond * 8,
      dropped: quality?.droppedVideoFrames,
      latency: this.hls && this.hls.latency > 0 ? this.hls.latency * 1000 : undefined,
    };
  }

  /** Where "now" is, in the time of the video; undefined before it is known. */
  get liveEdge(): number | undefined {
    const { seekable } = this.options.video;
    return this.hls?.liveSyncPosition ?? (seekable.length > 0 ? seekable.end(seekable.length - 1) : undefined);
  }

  /** Goes to so many seconds before now, as far as there is a past. */
  seekBack(seconds: number): void {
    const { video } = this.options;
    const { liveEdge } = this;
    if (liveEdge === undefined || video.seekable.length === 0) return;
    video.currentTime = Math.max(video.seekable.start(0), liveEdge - Math.max(0, seconds));
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.again.stop();
    this.hls?.destroy();
    this.hls = undefined;
    this.options.video.removeAttribute('src');
  }

  private openNative(): undefined {
    const { address, video, onLost } = this.options;
    if (video.canPlayType(NATIVE_TYPE) === '') throw new Error('this browser plays no HLS');
    video.srcObject = null;
    video.onerror = () => !this.isClosed && onLost();
    video.src = address;
  }

  private onLoaded({ frag, part }: FragLoadedData): void {
    this.bytes += (part ?? frag).stats.loaded;
    this.again.reset();
  }

  /** Whatever is not fatal hls.js repairs by itself. */
  private onError({ fatal, type }: ErrorData): void {
    if (!fatal || this.isClosed) return;
    if (type === 'networkError' && this.isFound) return void this.again.start();
    if (type === 'mediaError' && !this.hasRecovered) {
      this.hasRecovered = true;
      return void this.hls?.recoverMediaError();
    }
    this.options.onLost();
  }
}
