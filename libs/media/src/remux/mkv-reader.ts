import { CustomSource, EncodedPacketSink, Input, MATROSKA, type InputTrack } from 'mediabunny';
import { aacTrack } from '../codecs/aac.js';
import { AV1_OBU, av1Track, buildAv1Config, obus } from '../codecs/av1.js';
import { avcTrack } from '../codecs/h264.js';
import { hevcTrack } from '../codecs/hevc.js';
import { opusTrack } from '../codecs/opus.js';
import { MalformedMedia } from '../malformed-media.js';
import { mkvCuesLength, type MkvHead, readMkvCues, readMkvHead } from '../mkv/mkv-index.js';
import type { MediaUnit, Track } from '../unit.js';

/** A file that can be read in any order, wherever it is. */
export interface RandomAccess {
  /** Bytes. */
  readonly size: number;
  /** All of it, unless the file ends before. */
  read(offset: number, length: number): Promise<Buffer>;
}

/** The first elements of a file are there within so much. */
const HEAD_BYTES = 64 * 1024;
const CUES_GUESS_BYTES = 32 * 1024;
const MAX_CUES_BYTES = 16 * 1024 * 1024;
const CACHE_BYTES = 8 * 1024 * 1024;
/** Times are told in milliseconds; asking for one a little later finds it. */
const EPSILON_S = 0.000_6;

/** A unit of a recording. It has no decoding time: the order of the units tells. */
export type StoredUnit = Pick<MediaUnit, 'kind' | 'isKey' | 'pts' | 'data'>;

interface Source {
  track: Track;
  packets: EncodedPacketSink;
}

/** The first video and the first audio track of a Matroska file. Times are microseconds from its beginning. */
export class MkvReader {
  private constructor(
    private readonly input: Input,
    private readonly file: RandomAccess,
    private readonly sources: readonly Source[],
    private readonly head: MkvHead,
  ) {}

  /** @throws MalformedMedia, or what `file` throws */
  static async open(file: RandomAccess): Promise<MkvReader> {
    const input = new Input({
      formats: [MATROSKA],
      source: new CustomSource({
        getSize: () => file.size,
        read: (start, end) => file.read(start, end - start),
        maxCacheSize: CACHE_BYTES,
        prefetchProfile: 'network',
        // A read that nobody waits for any more; the one who does gets the error.
        handleUnhandledError: () => undefined,
      }),
    });
    try {
      const head = readMkvHead(await file.read(0, Math.min(HEAD_BYTES, file.size)));
      const sources: Source[] = [];
      for (const found of [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()]) {
        const source = found && (await sourceOf(found));
        if (source) sources.push(source);
      }
      if (sources.length === 0) throw new MalformedMedia('Matroska tracks');
      return new MkvReader(input, file, sources, head);
    } catch (error) {
      input.dispose();
      throw error;
    }
  }

  get tracks(): Track[] {
    return this.sources.map(({ track }) => track);
  }

  /** As the file tells; where it does not (it was never finished), as its last packets do. */
  async duration(): Promise<number> {
    const { duration, tickNs } = this.head;
    return Math.round(duration ? (duration * tickNs) / 1000 : (await this.input.computeDuration()) * 1e6);
  }

  /** When decoding of the video, or of the audio without it, can begin, by the file's own index; empty without one. */
  async cues(): Promise<number[]> {
    const { cuesAt, dataStart, tickNs } = this.head;
    if (cuesAt === undefined) return [];
    const from = dataStart + cuesAt;
    const guess = await this.file.read(from, Math.min(CUES_GUESS_BYTES, this.file.size - from));
    const length = mkvCuesLength(guess);
    if (length === undefined || length > MAX_CUES_BYTES) return [];
    const cues = readMkvCues(length > guess.length ? await this.file.read(from, length) : guess);
    const track = cues[0]?.track;
    return [
      ...new Set(cues.filter((cue) => cue.track === track).map(({ time }) => Math.round((time * tickNs) / 1000))),
    ];
  }

  /** The last key frame at or before `time`, or the first of all; audio without video: the frame. */
  async keyTimeBefore(time: number): Promise<number> {
    const { packets } = this.sources[0]!;
    const packet = (await packets.getKeyPacket(time / 1e6 + EPSILON_S)) ?? (await packets.getFirstPacket());
    return packet ? microseconds(packet.timestamp) : 0;
  }

  /**
   * From the key frame at `from` to the next at or after `to`, which is left out; audio by its own times. Without `from` and `to`
   * everything. Within a track in decoding order; the tracks roughly in step.
   */
  async *units(from = -Infinity, to = Infinity): AsyncGenerator<StoredUnit> {
    const walks = this.sources.map((source) => walk(source, from, to));
    const heads = await Promise.all(walks.map((each) => each.next()));
    for (;;) {
      let first = -1;
      for (const [index, { done, value }] of heads.entries()) {
        if (!done && (first < 0 || value.pts < (heads[first]!.value as StoredUnit).pts)) first = index;
      }
      if (first < 0) return;
      yield heads[first]!.value as StoredUnit;
      heads[first] = await walks[first]!.next();
    }
  }

  close(): void {
    this.input.dispose();
  }
}

async function* walk(
  { track: { kind }, packets }: Source,
  from: number,
  to: number,
): AsyncGenerator<StoredUnit, undefined> {
  const start = from === -Infinity ? undefined : await packetAt(packets, kind, from);
  for await (const packet of packets.packets(start)) {
    const isKey = packet.type === 'key';
    const pts = microseconds(packet.timestamp);
    if (isKey && pts >= to) return;
    if (kind === 'video' || pts >= from) yield { kind, isKey, pts, data: asBuffer(packet.data) };
  }
}

/** Where to begin reading; undefined is the beginning. */
const packetAt = async (packets: EncodedPacketSink, kind: Track['kind'], from: number) => {
  const time = from / 1e6;
  const packet = kind === 'video' ? packets.getKeyPacket(time + EPSILON_S) : packets.getPacket(time);
  return (await packet) ?? undefined;
};

/** Undefined for a codec that nothing here can play. */
const sourceOf = async (found: InputTrack): Promise<Source | undefined> => {
  const packets = new EncodedPacketSink(found);
  const codec = await found.getCodec();
  const config = found.isVideoTrack() || found.isAudioTrack() ? await found.getDecoderConfig() : null;
  const { description } = (config ?? {}) as { description?: Uint8Array };
  const bytes = description && asBuffer(description);
  if (codec === 'avc' && bytes) return { packets, track: avcTrack(bytes) };
  if (codec === 'hevc' && bytes) return { packets, track: hevcTrack(bytes) };
  if (codec === 'aac' && bytes) return { packets, track: aacTrack(bytes) };
  if (codec === 'opus' && found.isAudioTrack()) return { packets, track: opusTrack(await found.getNumberOfChannels()) };
  if (codec !== 'av1') return undefined;
  const first = await packets.getFirstPacket();
  const header = first && [...obus(asBuffer(first.data))].find(({ type }) => type === AV1_OBU.sequenceHeader);
  return header ? { packets, track: av1Track(buildAv1Config(header)) } : undefined;
};

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const microseconds = (seconds: number): number => Math.round(seconds * 1e6);
