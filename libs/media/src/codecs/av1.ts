import { MalformedMedia } from '../malformed-media.js';
import type { VideoTrack } from '../unit.js';
import { parseAv1Sequence } from './av1-sequence.js';

/** obu_type, AV1 §6.2.2. */
export const AV1_OBU = { sequenceHeader: 1, temporalDelimiter: 2, frameHeader: 3, tileGroup: 4, frame: 6 } as const;

export interface Obu {
  type: number;
  /** Header, size and payload as they stand. */
  bytes: Buffer;
  payload: Buffer;
}

/** The OBUs of a temporal unit in low overhead format (AV1 §5.2). Stops where a length lies; one without a size is the last. */
export function* obus(unit: Buffer): Generator<Obu> {
  for (let at = 0; at < unit.length;) {
    const header = unit[at]!;
    let payload = at + (header & 4 ? 2 : 1);
    let length = unit.length - payload;
    if (header & 2) {
      const size = readLeb128(unit, payload);
      if (!size) return;
      payload += size.bytes;
      length = size.value;
    }
    const end = payload + length;
    if (header & 0x80 || length < 0 || end > unit.length) return;
    yield { type: (header >> 3) & 15, bytes: unit.subarray(at, end), payload: unit.subarray(payload, end) };
    at = end;
  }
}

/** AV1 §4.10.5; undefined when cut or above 32 bits. */
export const readLeb128 = (bytes: Buffer, at: number): { value: number; bytes: number } | undefined => {
  let value = 0;
  for (let index = 0; index < 8 && at + index < bytes.length; index++) {
    const byte = bytes[at + index]!;
    value += (byte & 127) * 2 ** (7 * index);
    if (byte < 128) return value > 0xffffffff ? undefined : { value, bytes: index + 1 };
  }
  return undefined;
};

/** A temporal unit as files and the bus carry it: without temporal delimiters. */
export const withoutDelimiters = (unit: Buffer): Buffer => {
  const kept = [...obus(unit)].filter(({ type }) => type !== AV1_OBU.temporalDelimiter).map(({ bytes }) => bytes);
  return Buffer.concat(kept);
};

/** av1C (AV1-ISOBMFF §2.3.3) of a sequence header OBU that has its size. */
export const buildAv1Config = (sequenceHeader: Obu): Buffer => {
  const { profile, level, tier, bitDepth, isMonochrome, subsamplingX, subsamplingY, samplePosition } = parseAv1Sequence(
    sequenceHeader.payload,
  );
  const depth = (bitDepth > 8 ? 0x40 : 0) | (bitDepth === 12 ? 0x20 : 0);
  const chroma = (isMonochrome ? 0x10 : 0) | (subsamplingX << 3) | (subsamplingY << 2) | samplePosition;
  return Buffer.concat([
    Buffer.from([0x81, (profile << 5) | level, (tier << 7) | depth | chroma, 0]),
    sequenceHeader.bytes,
  ]);
};

/**
 * Width and height are those of the sequence header, which the record may lack.
 * @throws MalformedMedia
 */
export const av1Track = (av1C: Buffer): VideoTrack => {
  if (av1C.length < 4 || av1C[0] !== 0x81) throw new MalformedMedia('av1C');
  const sequence = [...obus(av1C.subarray(4))].find(({ type }) => type === AV1_OBU.sequenceHeader);
  const { width, height } = sequence ? parseAv1Sequence(sequence.payload) : { width: 0, height: 0 };
  return { kind: 'video', codec: 'av1', config: av1C, width, height, codecString: av1CodecString(av1C) };
};

/** AV1-ISOBMFF §5: `av01.0.04M.08`. */
const av1CodecString = (av1C: Buffer): string => {
  const level = String(av1C[1]! & 31).padStart(2, '0');
  const tier = av1C[2]! & 0x80 ? 'H' : 'M';
  const depth = av1C[2]! & 0x40 ? (av1C[2]! & 0x20 ? '12' : '10') : '08';
  return `av01.${av1C[1]! >> 5}.${level}${tier}.${depth}`;
};
