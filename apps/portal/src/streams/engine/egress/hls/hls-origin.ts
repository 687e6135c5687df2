import { initSegment, type MediaUnit, type Track } from '#libs/media';
import type { StreamReader } from '../../stream-reader.js';
import { Arrivals } from './arrivals.js';
import { mediaPlaylist } from './media-playlist.js';
import { multivariantPlaylist } from './multivariant-playlist.js';
import { PartCutter } from './part-cutter.js';
import { toldParts, type CutPart } from './segment.js';
import { SegmentWindow } from './segment-window.js';

export interface HlsOptions {
  partMs: number;
  /** Segments end at the first key frame after this. */
  segmentMs: number;
  /** Whole seconds; segments are cut anywhere rather than being longer (when rounded). */
  targetSeconds: number;
  /** Segments listed at least. */
  window: number;
  /** What is listed in all, in seconds; older segments come without parts. */
  dvrSeconds: number;
  /** What may be kept, whatever `dvrSeconds` says. */
  maxBytes: number;
  /**
   * Of the first segment: above all that was served under the same address before. Players keep lists by it and by the
   * discontinuity sequence, and hls.js walks through those from 0: both have to be small.
   */
  firstSequence: number;
  /** As `firstSequence`, for the discontinuity sequence. */
  firstDiscontinuity: number;
  /** Distinguishes this origin's file names from those served before, for whoever kept them. */
  epoch: number;
  /** How long a request may wait for what is to come. */
  holdMs: number;
  maxWaiters: number;
  /** Milliseconds since 1970. */
  now: () => number;
}

const DEFAULTS: HlsOptions = {
  partMs: 200,
  segmentMs: 1000,
  targetSeconds: 2,
  window: 7,
  dvrSeconds: 0,
  maxBytes: 128 * 1024 * 1024,
  firstSequence: 0,
  firstDiscontinuity: 0,
  epoch: 0,
  holdMs: 5000,
  maxWaiters: 10_000,
  now: Date.now,
};

export interface HlsReply {
  status: 200 | 400 | 404 | 503;
  contentType: string;
  /** A list is to be sent in order. */
  body: Buffer | readonly Buffer[];
  /** The same bytes for ever, or what is so only now. */
  cache: 'immutable' | 'live';
  etag?: string;
}

export const MULTIVARIANT_FILE = 'index.m3u8';
export const MEDIA_FILE = 'stream.m3u8';

const PLAYLIST_TYPE = 'application/vnd.apple.mpegurl';
/** A playlist's durations are rounded before they are compared with the target. */
const ROUNDING_US = 490_000;

/** One stream as Low-Latency HLS (RFC 8216bis): fragmented MP4, video and audio in one rendition. */
export class HlsOrigin implements StreamReader {
  private readonly options: HlsOptions;
  private readonly window: SegmentWindow;
  private readonly cutter: PartCutter;
  private readonly arrivals: Arrivals;
  private readonly maps = new Map<string, Buffer>();
  private tracks: readonly Track[] = [];
  private map = '';
  /** Wall clock minus media clock, in milliseconds. */
  private clockOffset = 0;
  private mediaUs = 0;
  private peakBandwidth = 0;
  private total = { bytes: 0, us: 0 };
  private version = 0;
  private rendered = new Map<string, Buffer>();
  private hasEnded = false;

  constructor(options: Partial<HlsOptions> = {}) {
    this.options = { ...DEFAULTS, ...options };
    const { epoch, firstSequence, firstDiscontinuity, maxWaiters, holdMs, partMs, segmentMs, targetSeconds } =
      this.options;
    this.window = new SegmentWindow(this.options, epoch, {
      sequence: firstSequence,
      discontinuity: firstDiscontinuity,
    });
    this.arrivals = new Arrivals(maxWaiters, holdMs);
    this.cutter = new PartCutter(
      { partUs: partMs * 1000, segmentUs: segmentMs * 1000, maxSegmentUs: targetSeconds * 1e6 + ROUNDING_US },
      {
        part: (part) => this.addPart(part),
        segment: () => this.closeSegment(),
        timeline: () => this.startTimeline(),
      },
    );
  }

  get stats(): { dropped: number; refused: number } {
    return { dropped: this.cutter.dropped, refused: this.arrivals.refused };
  }

  begin(tracks: readonly Track[]): void {
    this.cutter.begin(tracks);
    this.tracks = tracks;
    const bytes = initSegment(tracks);
    if (this.maps.get(this.map)?.equals(bytes)) return;
    this.map = `init${this.options.epoch}-${this.window.open.number}-${this.maps.size}.mp4`;
    this.maps.set(this.map, bytes);
  }

  write(unit: MediaUnit): void {
    this.cutter.write(unit);
  }

  interrupt(): void {
    this.cutter.finish();
    this.changed();
  }

  end(): void {
    this.cutter.finish();
    this.hasEnded = true;
    this.changed();
  }

  /** `file` is the last part of the address. Waits for what is to come soon, until `signal` says that nobody does any more. */
  async serve(file: string, query: URLSearchParams, signal?: AbortSignal): Promise<HlsReply> {
    if (file === MULTIVARIANT_FILE) return this.serveMultivariant(signal);
    if (file === MEDIA_FILE) return this.serveMedia(query, signal);
    const map = this.maps.get(file);
    if (map) return this.media(map);
    if (file === this.window.hint && !this.hasEnded) {
      await this.arrivals.wait(() => this.hasEnded || this.window.find(file) !== undefined, signal);
    }
    const found = this.window.find(file);
    if (!found) return failure(404);
    return this.media('parts' in found ? found.parts.map(({ bytes }) => bytes) : found.bytes);
  }

  private async serveMultivariant(signal?: AbortSignal): Promise<HlsReply> {
    if (!(await this.arrivals.wait(() => this.isPlayable, signal))) return failure(503);
    if (!this.window.hasParts) return failure(404);
    const { bytes, us } = this.total;
    const averageBandwidth = bitRate(bytes, us);
    const peakBandwidth = Math.max(this.peakBandwidth, averageBandwidth);
    const { tracks } = this;
    const { frameRate } = this.cutter;
    return playlist(
      Buffer.from(multivariantPlaylist({ tracks, uri: MEDIA_FILE, peakBandwidth, averageBandwidth, frameRate })),
    );
  }

  /** RFC 8216bis §6.2.5.2. */
  private async serveMedia(query: URLSearchParams, signal?: AbortSignal): Promise<HlsReply> {
    const number = directive(query, '_HLS_msn');
    const part = directive(query, '_HLS_part');
    if (Number.isNaN(number) || Number.isNaN(part) || (part !== undefined && number === undefined)) return failure(400);
    if (number !== undefined && this.isTooFarAhead(number, part)) return failure(400);
    const isHere = number === undefined ? () => this.isPlayable : () => this.has(number, part);
    if (!(await this.arrivals.wait(isHere, signal))) return failure(503);
    if (!this.window.hasParts) return failure(404);
    const isDelta = ['YES', 'v2'].includes(query.get('_HLS_skip') ?? '');
    return { ...playlist(this.render(isDelta)), etag: `"${this.options.epoch}-${this.version}${isDelta ? 'd' : ''}"` };
  }

  /** Players refuse a playlist without a whole segment, so the first request waits for one. */
  private get isPlayable(): boolean {
    return this.hasEnded || this.window.listed.length > 0;
  }

  private isTooFarAhead(number: number, part = 0): boolean {
    if (this.hasEnded) return false;
    const { open } = this.window;
    const limit = Math.ceil(3 / Math.min(1, (this.cutter.partTarget ?? 1e6) / 1e6));
    return number > open.number + 1 || (number === open.number && part >= toldParts(open).length + limit);
  }

  /** A part beyond the last of its segment is the first of the next. */
  private has(number: number, part: number | undefined): boolean {
    const { open, listed } = this.window;
    if (this.hasEnded) return true;
    if (part === undefined || number > open.number) return number < open.number;
    const told = toldParts(open).length;
    if (number === open.number) return part < told;
    const segment = listed.findLast((candidate) => candidate.number === number);
    return number < open.number - 1 || told > 0 || (segment !== undefined && part < toldParts(segment).length);
  }

  private render(isDelta: boolean): Buffer {
    const key = isDelta ? 'delta' : 'full';
    const known = this.rendered.get(key);
    if (known) return known;
    const { window, hasEnded, options } = this;
    const { targetSeconds: targetDuration } = options;
    const partTarget = this.cutter.partTarget!;
    const bytes = Buffer.from(mediaPlaylist({ window, targetDuration, partTarget, hasEnded, isDelta }));
    this.rendered.set(key, bytes);
    return bytes;
  }

  private addPart(part: CutPart): void {
    this.window.addPart(part, Math.round(this.clockOffset + this.mediaUs / 1000));
    this.mediaUs += part.durationUs;
    this.total.bytes += part.bytes.length;
    this.total.us += part.durationUs;
    this.changed();
  }

  private closeSegment(): void {
    const { bytes, durationUs } = this.window.open;
    // A short one at an interruption would tell of a peak that is none.
    if (durationUs >= (this.options.targetSeconds * 1e6) / 2) {
      this.peakBandwidth = Math.max(this.peakBandwidth, bitRate(bytes, durationUs));
    }
    this.window.closeSegment();
    this.changed();
  }

  private startTimeline(): void {
    this.window.startTimeline(this.map);
    this.clockOffset = this.options.now() - this.mediaUs / 1000;
    const needed = this.window.maps();
    for (const name of this.maps.keys()) if (!needed.has(name)) this.maps.delete(name);
  }

  private changed(): void {
    this.version++;
    this.rendered.clear();
    this.arrivals.announce();
  }

  private media(body: Buffer | readonly Buffer[]): HlsReply {
    const hasVideo = this.tracks.some(({ kind }) => kind === 'video');
    return { status: 200, contentType: hasVideo ? 'video/mp4' : 'audio/mp4', body, cache: 'immutable' };
  }
}

const playlist = (body: Buffer): HlsReply => ({ status: 200, contentType: PLAYLIST_TYPE, body, cache: 'live' });

const failure = (status: 400 | 404 | 503): HlsReply => ({
  status,
  contentType: 'text/plain',
  body: Buffer.alloc(0),
  cache: 'live',
});

const bitRate = (bytes: number, us: number): number => (us === 0 ? 0 : Math.ceil((bytes * 8e6) / us));

/** A whole number; undefined when absent, NaN when it is none. */
const directive = (query: URLSearchParams, name: string): number | undefined => {
  const text = query.get(name);
  if (text === null) return undefined;
  return /^\d{1,15}$/.test(text) ? Number(text) : NaN;
};
