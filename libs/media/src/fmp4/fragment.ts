/** One access unit of a fragment. Times are ticks of the track's timescale. */
export interface Sample {
  duration: number;
  /** Presentation minus decoding time; may be negative. */
  compositionOffset: number;
  isKey: boolean;
  data: Buffer;
}

/** The samples of one track in one fragment. */
export interface TrackRun {
  trackId: number;
  /** Decoding time of the first sample. */
  baseTime: number;
  samples: readonly Sample[];
}

const IS_KEY = 0x02000000;
const DEPENDS_ON_OTHERS = 0x01010000;

/** mfhd; then tfhd (default-base-is-moof), tfdt (64 bits) and trun's head of each track. */
const MOOF_BYTES = 8 + 16;
const TRAF_BYTES = 8 + 16 + 20 + 20;
const SAMPLE_BYTES = 16;
const MDAT_BYTES = 8;

/**
 * `moof` and `mdat` (ISO/IEC 14496-12 §8.8) as a list: the headers, then the samples' own buffers, uncopied. Runs without
 * samples are left out; `sequence` counts from 1.
 */
export const fragment = (sequence: number, runs: readonly TrackRun[]): Buffer[] => {
  const present = runs.filter(({ samples }) => samples.length > 0);
  const moofBytes = present.reduce((sum, { samples }) => sum + trafBytes(samples.length), MOOF_BYTES);
  const head = Buffer.allocUnsafe(moofBytes + MDAT_BYTES);
  const pieces: Buffer[] = [head];

  let at = putBox(head, 0, moofBytes, 'moof');
  at = putBox(head, at, 16, 'mfhd');
  at = head.writeUInt32BE(0, at);
  at = head.writeUInt32BE(sequence >>> 0, at);

  let dataAt = moofBytes + MDAT_BYTES;
  for (const run of present) {
    at = putTraf(head, at, run, dataAt);
    for (const { data } of run.samples) {
      pieces.push(data);
      dataAt += data.length;
    }
  }
  putBox(head, at, dataAt - moofBytes, 'mdat');
  return pieces;
};

const trafBytes = (samples: number): number => TRAF_BYTES + samples * SAMPLE_BYTES;

const putBox = (to: Buffer, at: number, size: number, type: string): number => {
  to.writeUInt32BE(size, at);
  to.write(type, at + 4, 'latin1');
  return at + 8;
};

/** trun version 1: composition offsets are signed. */
const putTraf = (to: Buffer, start: number, { trackId, baseTime, samples }: TrackRun, dataAt: number): number => {
  let at = putBox(to, start, trafBytes(samples.length), 'traf');
  at = putBox(to, at, 16, 'tfhd');
  at = to.writeUInt32BE(0x020000, at);
  at = to.writeUInt32BE(trackId, at);
  at = putBox(to, at, 20, 'tfdt');
  at = to.writeUInt32BE(0x01000000, at);
  at = to.writeBigUInt64BE(BigInt(baseTime), at);
  at = putBox(to, at, 20 + samples.length * SAMPLE_BYTES, 'trun');
  at = to.writeUInt32BE(0x01000f01, at);
  at = to.writeUInt32BE(samples.length, at);
  at = to.writeUInt32BE(dataAt, at);
  for (const sample of samples) {
    at = to.writeUInt32BE(sample.duration, at);
    at = to.writeUInt32BE(sample.data.length, at);
    at = to.writeUInt32BE(sample.isKey ? IS_KEY : DEPENDS_ON_OTHERS, at);
    at = to.writeInt32BE(sample.compositionOffset, at);
  }
  return at;
};
