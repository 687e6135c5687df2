import {
  AacDepacketizer,
  type AacPayloadFormat,
  type AccessUnit,
  type AudioTrack,
  DecodeTimes,
  H264Depacketizer,
  H264Frames,
  HevcDepacketizer,
  HevcFrames,
  type NalFormat,
  type NalFrames,
  type RtpPacket,
  type RtpTrackClock,
} from '#libs/media';
import type { Publication } from '../publishing.js';

/** One track of an RTP publisher on its way into the stream. */
export interface RtpTrack {
  readonly kind: 'video' | 'audio';
  readonly clock: RtpTrackClock;
  /** In sequence. */
  push(packet: RtpPacket): void;
  /** Packets before the next one are missing. */
  lose(): void;
}

interface RtpVideoOptions {
  codec: 'h264' | 'hevc';
  clock: RtpTrackClock;
  /** Parameter sets told beforehand. */
  parameterSets?: readonly Buffer[];
  /** False for senders that never reorder, whatever their parameter sets allow. */
  mayReorder: boolean;
  /** A frame was lost: until the next key frame nothing can be shown. */
  onBroken?: () => void;
}

const DEFAULT_FRAME_RATE = 30;

export class RtpVideoTrack implements RtpTrack {
  readonly kind = 'video';
  readonly clock: RtpTrackClock;
  private readonly depacketizer: H264Depacketizer | HevcDepacketizer;
  private readonly frames: NalFrames;
  private format: NalFormat | undefined;
  private times = new DecodeTimes(0, 0);
  private needsKey = false;

  constructor(
    private readonly options: RtpVideoOptions,
    private readonly publication: Publication,
  ) {
    const isHevc = options.codec === 'hevc';
    const accept = (unit: AccessUnit): void => this.accept(unit);
    this.clock = options.clock;
    this.depacketizer = isHevc ? new HevcDepacketizer(accept) : new H264Depacketizer(accept);
    this.frames = isHevc ? new HevcFrames() : new H264Frames();
    this.frames.read(options.parameterSets ?? []);
    this.adoptFormat();
  }

  push(packet: RtpPacket): void {
    this.depacketizer.push(packet);
  }

  lose(): void {
    this.depacketizer.lose();
  }

  private accept({ timestamp, nalUnits, isBroken }: AccessUnit): void {
    if (isBroken) {
      this.needsKey = true;
      this.options.onBroken?.();
      return;
    }
    const frame = this.frames.read(nalUnits);
    this.adoptFormat();
    if (!frame || !this.format || (this.needsKey && !frame.isKey)) return;
    this.needsKey = false;
    const pts = this.clock.microseconds(timestamp);
    this.publication.write({ kind: 'video', ...frame, pts, dts: this.times.next(pts) });
  }

  private adoptFormat(): void {
    const { format } = this.frames;
    if (!format || format === this.format) return;
    this.format = format;
    const reorder = this.options.mayReorder ? (format.maxReorderFrames ?? 0) : 0;
    this.times = new DecodeTimes(reorder, 1e6 / (format.frameRate ?? DEFAULT_FRAME_RATE), this.times.last);
    this.publication.configure(format.track);
  }
}

abstract class RtpAudioTrack {
  readonly kind = 'audio';
  private last = 0;

  constructor(
    readonly clock: RtpTrackClock,
    private readonly publication: Publication,
    track: AudioTrack,
  ) {
    publication.configure(track);
  }

  protected write(timestamp: number, data: Buffer): void {
    this.last = Math.max(this.last, this.clock.microseconds(timestamp));
    this.publication.write({ kind: 'audio', isKey: true, pts: this.last, dts: this.last, data });
  }
}

export class RtpAacTrack extends RtpAudioTrack implements RtpTrack {
  private readonly depacketizer: AacDepacketizer;

  /** @throws MalformedMedia */
  constructor(
    clock: RtpTrackClock,
    publication: Publication,
    track: AudioTrack,
    format: AacPayloadFormat & { frameTicks: number },
  ) {
    super(clock, publication, track);
    this.depacketizer = new AacDepacketizer(format, format.frameTicks, ({ timestamp, data }) =>
      this.write(timestamp, data),
    );
  }

  push(packet: RtpPacket): void {
    this.depacketizer.push(packet);
  }

  lose(): void {
    this.depacketizer.lose();
  }
}

export class RtpOpusTrack extends RtpAudioTrack implements RtpTrack {
  push({ timestamp, payload }: RtpPacket): void {
    if (payload.length > 0) this.write(timestamp, Buffer.from(payload));
  }

  lose(): void {
    // The decoder conceals it.
  }
}
