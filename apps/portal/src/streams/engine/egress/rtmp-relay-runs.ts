import {
  audioUnitHeader,
  CHUNK_STREAM,
  ChunkWriter,
  RTMP,
  videoUnitHeader,
  type AudioCodec,
  type MediaUnit,
  type VideoCodec,
} from '#libs/media';

/** What relays cut their messages into. */
export const RELAY_CHUNK_BYTES = 64 * 1024;

/** Below this joining pieces costs less than handing each to the system. */
const JOIN_BELOW_BYTES = 2_048;

/** Units that go out together on one connection. */
export interface RelayRun {
  units: readonly MediaUnit[];
  /** From their times to those of the connection, in microseconds. */
  shiftUs: number;
  /** As the far side has named it. */
  streamId: number;
  video: VideoCodec | undefined;
  audio: AudioCodec | undefined;
}

/** Cuts runs into chunks; relays of a stream that send the same one share what comes of it. Media is not copied. */
export class RelayRuns {
  /** Those that end with the same unit: one for each way in which the relays of a stream differ. */
  private recent: { run: RelayRun; pieces: readonly Buffer[] }[] = [];
  private readonly writer = new ChunkWriter();

  constructor() {
    // Every connection has said so itself.
    this.writer.setChunkSize(RELAY_CHUNK_BYTES);
  }

  /** To be sent in order. */
  piecesOf(run: RelayRun): readonly Buffer[] {
    for (const made of this.recent) if (isSame(made.run, run)) return made.pieces;
    if (this.recent[0]?.run.units.at(-1) !== run.units.at(-1)) this.recent = [];
    const pieces = joined(run.units.flatMap((unit) => this.messageOf(unit, run)));
    this.recent.push({ run, pieces });
    return pieces;
  }

  private messageOf({ kind, isKey, dts, pts, data }: MediaUnit, run: RelayRun): Buffer[] {
    const isVideo = kind === 'video';
    const header = isVideo
      ? videoUnitHeader(run.video!, isKey, Math.round((pts - dts) / 1000))
      : audioUnitHeader(run.audio!);
    return this.writer.write({
      chunkStream: isVideo ? CHUNK_STREAM.video : CHUNK_STREAM.audio,
      type: isVideo ? RTMP.video : RTMP.audio,
      streamId: run.streamId,
      timestamp: Math.round((dts + run.shiftUs) / 1000),
      payload: [header, data],
    });
  }
}

const isSame = (a: RelayRun, b: RelayRun): boolean =>
  a.shiftUs === b.shiftUs &&
  a.streamId === b.streamId &&
  a.video === b.video &&
  a.audio === b.audio &&
  a.units.length === b.units.length &&
  a.units.every((unit, at) => unit === b.units[at]);

const joined = (pieces: readonly Buffer[]): readonly Buffer[] => {
  const result: Buffer[] = [];
  let small: Buffer[] = [];
  const join = (): void => {
    if (small.length > 0) result.push(Buffer.concat(small));
    small = [];
  };
  for (const piece of pieces) {
    if (piece.length < JOIN_BELOW_BYTES) {
      small.push(piece);
      continue;
    }
    join();
    result.push(piece);
  }
  join();
  return result;
};
