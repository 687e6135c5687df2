import { avcTrack, buildAvcConfig, H264_NAL, h264NalType } from '../codecs/h264.js';
import { parseSps } from '../codecs/h264-sps.js';
import { buildHevcConfig, HEVC_NAL, hevcNalType, hevcTrack } from '../codecs/hevc.js';
import { parseHevcSps } from '../codecs/hevc-sps.js';
import { toLengthPrefixed } from '../codecs/nal.js';
import { isSameTrack, type VideoTrack } from '../unit.js';

export interface NalFrame {
  isKey: boolean;
  /** As a MediaUnit has it: each NAL unit after its length. */
  data: Buffer;
}

/** What the parameter sets say beyond the track. */
export interface NalFormat {
  track: VideoTrack;
  /** Null where they do not say. */
  maxReorderFrames: number | null;
  /** Frames a second, if they tell. */
  frameRate: number | null;
}

const MAX_SETS = 32;

/** Takes the parameter sets out of access units and makes frames of the rest; subclasses know the codec. */
export abstract class NalFrames {
  /** Undefined until the first complete parameter sets. */
  format: NalFormat | undefined;
  private sets = new Map<number, Buffer[]>();
  private found = new Map<number, Buffer[]>();

  /** Undefined when there is nothing to show in it. A changed `format` holds from this frame on. */
  read(nalUnits: readonly Buffer[]): NalFrame | undefined {
    const shown: Buffer[] = [];
    let isKey = false;
    for (const nalUnit of nalUnits) {
      const type = this.typeOf(nalUnit);
      if (this.setTypes.includes(type)) this.keep(type, nalUnit);
      else if (!this.isPadding(type)) shown.push(nalUnit);
      isKey ||= this.isKeyType(type);
    }
    this.adopt();
    return shown.length === 0 ? undefined : { isKey, data: toLengthPrefixed(shown) };
  }

  protected abstract readonly setTypes: readonly number[];
  protected abstract typeOf(nalUnit: Buffer): number;
  protected abstract isKeyType(type: number): boolean;
  /** Delimiters, fillers and ends, which mean nothing in a frame of its own. */
  protected abstract isPadding(type: number): boolean;
  /** @throws MalformedMedia */
  protected abstract formatOf(sets: (type: number) => Buffer[]): NalFormat;

  private keep(type: number, nalUnit: Buffer): void {
    const found = this.found.get(type) ?? [];
    if (found.length < MAX_SETS && !found.some((set) => set.equals(nalUnit))) found.push(Buffer.from(nalUnit));
    this.found.set(type, found);
  }

  /** Sets of one kind replace all of that kind. What a decoder could not use is as if it had not been sent. */
  private adopt(): void {
    if (this.found.size === 0) return;
    const sets = new Map([...this.sets, ...this.found]);
    this.found = new Map();
    if (this.setTypes.some((type) => !sets.has(type))) {
      this.sets = sets;
      return;
    }
    if (this.format && [...sets].every(([type, all]) => isSameList(all, this.sets.get(type)))) return;
    try {
      const format = this.formatOf((type) => sets.get(type) ?? []);
      this.sets = sets;
      if (!this.format || !isSameTrack(this.format.track, format.track)) this.format = format;
    } catch {
      return;
    }
  }
}

const isSameList = (a: Buffer[], b: Buffer[] = []): boolean =>
  a.length === b.length && a.every((set, index) => set.equals(b[index]!));

export class H264Frames extends NalFrames {
  protected override readonly setTypes = [H264_NAL.sps, H264_NAL.pps];

  protected override typeOf(nalUnit: Buffer): number {
    return h264NalType(nalUnit);
  }

  protected override isKeyType(type: number): boolean {
    return type === H264_NAL.idr;
  }

  protected override isPadding(type: number): boolean {
    return type >= H264_NAL.delimiter && type <= 12;
  }

  protected override formatOf(sets: (type: number) => Buffer[]): NalFormat {
    const config = buildAvcConfig(sets(H264_NAL.sps), sets(H264_NAL.pps));
    const { maxReorderFrames, frameRate } = parseSps(sets(H264_NAL.sps)[0]!);
    return { track: avcTrack(config), maxReorderFrames, frameRate };
  }
}

export class HevcFrames extends NalFrames {
  protected override readonly setTypes = [HEVC_NAL.vps, HEVC_NAL.sps, HEVC_NAL.pps];

  protected override typeOf(nalUnit: Buffer): number {
    return hevcNalType(nalUnit);
  }

  protected override isKeyType(type: number): boolean {
    return type >= HEVC_NAL.firstIrap && type <= HEVC_NAL.lastIrap;
  }

  protected override isPadding(type: number): boolean {
    return type >= HEVC_NAL.delimiter && type < HEVC_NAL.sei;
  }

  protected override formatOf(sets: (type: number) => Buffer[]): NalFormat {
    const config = buildHevcConfig(sets(HEVC_NAL.vps), sets(HEVC_NAL.sps), sets(HEVC_NAL.pps));
    const { maxReorderFrames } = parseHevcSps(sets(HEVC_NAL.sps)[0]!);
    return { track: hevcTrack(config), maxReorderFrames, frameRate: null };
  }
}
