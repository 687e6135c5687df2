import { MkvWriter } from '../mkv/mkv-writer.js';
import { isSameTrack, type Track, type TrackKind } from '../unit.js';
import { MkvReader, type RandomAccess } from './mkv-reader.js';

/** Where a new file is written: in order, except for its beginning, which is written again at the end. */
export interface MkvSink {
  write(data: Buffer, position: number): Promise<void>;
}

export interface CutResult {
  bytes: number;
  /** Microseconds. */
  duration: number;
  /** Where the first frame was in the sources, in microseconds: the key frame at or before what was asked for. */
  start: number;
}

/** The span holds no frame, or the picture or a codec changes within it. */
export class CutImpossible extends Error {
  constructor(readonly reason: 'empty' | 'tracks_differ') {
    super(reason);
    this.name = 'CutImpossible';
  }
}

const FLUSH_BYTES = 2 * 1024 * 1024;

/**
 * Copies a span of consecutive recordings to a new file, without encoding anything anew. Times are microseconds from the
 * beginning of the first source; `onProgress` gets that of what was written last.
 * @throws CutImpossible, MalformedMedia, or what the sources and the sink throw
 */
export const cutMkv = async (
  sources: readonly RandomAccess[],
  from: number,
  to: number,
  sink: MkvSink,
  onProgress?: (time: number) => void,
): Promise<CutResult> => {
  const cut = new Cut(sink, onProgress);
  let offset = 0;
  for (const source of sources) {
    if (offset >= to) break;
    const reader = await MkvReader.open(source);
    try {
      const duration = await reader.duration();
      if (offset + duration > from) await cut.take(reader, offset, from, to);
      offset += duration;
    } finally {
      reader.close();
    }
  }
  return cut.finish();
};

class Cut {
  private writer: MkvWriter | undefined;
  private tracks: readonly Track[] = [];
  private start = 0;
  private position = 0;

  constructor(
    private readonly sink: MkvSink,
    private readonly onProgress?: (time: number) => void,
  ) {}

  async take(reader: MkvReader, offset: number, from: number, to: number): Promise<void> {
    const writer = await this.begin(reader, offset, from);
    const over = new Set<TrackKind>();
    for await (const unit of reader.units(this.start - offset)) {
      const time = unit.pts + offset;
      // Later frames may need this one, so those that are shown before the end but come behind it go too.
      if (time >= to) over.add(unit.kind);
      if (over.size === reader.tracks.length) return;
      if (over.has(unit.kind)) continue;
      writer.add({ ...unit, pts: time - this.start });
      if (writer.pendingBytes <= FLUSH_BYTES) continue;
      await this.append(writer.takeClusters());
      this.onProgress?.(time);
    }
  }

  /** @throws CutImpossible */
  async finish(): Promise<CutResult> {
    const { writer } = this;
    if (!writer || (this.position === writer.header.length && writer.pendingBytes === 0))
      throw new CutImpossible('empty');
    await this.append(writer.takeClusters());
    const { tail, header } = writer.finish();
    await this.append([tail]);
    await this.sink.write(header, 0);
    return { bytes: this.position, duration: writer.duration, start: this.start };
  }

  private async begin(reader: MkvReader, offset: number, from: number): Promise<MkvWriter> {
    const { tracks } = reader;
    if (this.writer) {
      const isSame =
        tracks.length === this.tracks.length && tracks.every((track, at) => isSameTrack(track, this.tracks[at]!));
      if (!isSame) throw new CutImpossible('tracks_differ');
      return this.writer;
    }
    this.tracks = tracks;
    this.start = offset + (await reader.keyTimeBefore(Math.max(0, from - offset)));
    this.writer = new MkvWriter(tracks);
    await this.append([this.writer.header]);
    return this.writer;
  }

  private async append(pieces: readonly Buffer[]): Promise<void> {
    const data = Buffer.concat(pieces);
    if (data.length === 0) return;
    await this.sink.write(data, this.position);
    this.position += data.length;
  }
}
