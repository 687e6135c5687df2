import { MalformedMedia } from '../malformed-media.js';

/** What the beginning of a Matroska file tells (RFC 9559 §5.1.1 and §5.1.2). */
export interface MkvHead {
  /** Where the segment's data begins; all positions count from there. */
  dataStart: number;
  /** Nanoseconds. */
  tickNs: number;
  /** In ticks; undefined in a file that was never finished. */
  duration: number | undefined;
  /** Of the cues, from `dataStart`; undefined when there are none. */
  cuesAt: number | undefined;
}

export interface MkvCue {
  /** Ticks. */
  time: number;
  track: number;
}

const ID = {
  segment: 0x18538067,
  seekHead: 0x114d9b74,
  info: 0x1549a966,
  cluster: 0x1f43b675,
  cues: 0x1c53bb6b,
} as const;
const DEFAULT_TICK_NS = 1_000_000;

/**
 * From the first bytes of a file, as many as there are.
 * @throws MalformedMedia
 */
export const readMkvHead = (bytes: Buffer): MkvHead => {
  const segment = [...elements(bytes)].find(({ id }) => id === ID.segment);
  if (!segment) throw new MalformedMedia('Matroska segment');
  const head: MkvHead = { dataStart: segment.start, tickNs: DEFAULT_TICK_NS, duration: undefined, cuesAt: undefined };
  for (const child of elements(bytes, segment.start)) {
    if (child.id === ID.cluster) break;
    if (child.id === ID.info) readInfo(child, head);
    if (child.id === ID.seekHead) head.cuesAt = cuesPosition(child) ?? head.cuesAt;
    if (child.id === ID.cues) head.cuesAt = child.at - segment.start;
  }
  return head;
};

/** How many bytes the element at the beginning of `bytes` takes; undefined when it is no cues. */
export const mkvCuesLength = (bytes: Buffer): number | undefined => {
  const [first] = elements(bytes);
  return first?.id === ID.cues ? first.start + first.size : undefined;
};

/** Of the whole element; sorted by time. */
export const readMkvCues = (bytes: Buffer): MkvCue[] => {
  const cues: MkvCue[] = [];
  for (const { id, data } of elements([...elements(bytes)][0]?.data ?? bytes)) {
    if (id !== 0xbb) continue;
    const point = [...elements(data)];
    const time = integer(point.find((child) => child.id === 0xb3)?.data);
    for (const positions of point.filter((child) => child.id === 0xb7)) {
      cues.push({ time, track: integer([...elements(positions.data)].find((child) => child.id === 0xf7)?.data) });
    }
  }
  return cues.toSorted((a, b) => a.time - b.time);
};

const readInfo = ({ data }: Element, head: MkvHead): void => {
  for (const { id, data: value } of elements(data)) {
    if (id === 0x2ad7b1) head.tickNs = integer(value) || DEFAULT_TICK_NS;
    if (id === 0x4489 && value.length === 8) head.duration = value.readDoubleBE();
    if (id === 0x4489 && value.length === 4) head.duration = value.readFloatBE();
  }
};

const cuesPosition = ({ data }: Element): number | undefined => {
  for (const { id, data: seek } of elements(data)) {
    if (id !== 0x4dbb) continue;
    const fields = [...elements(seek)];
    if (integer(fields.find((field) => field.id === 0x53ab)?.data) !== ID.cues) continue;
    return integer(fields.find((field) => field.id === 0x53ac)?.data);
  }
  return undefined;
};

interface Element {
  id: number;
  /** Of its first byte, and of its data. */
  at: number;
  start: number;
  /** As told; Infinity when unknown. */
  size: number;
  /** As much as there is. */
  data: Buffer;
}

function* elements(bytes: Buffer, from = 0): Generator<Element> {
  for (let at = from; at < bytes.length;) {
    const id = variable(bytes, at, 4, true);
    const size = id && variable(bytes, id.end, 8, false);
    if (!size) return;
    const end = size.end + size.value;
    yield { id: id.value, at, start: size.end, size: size.value, data: bytes.subarray(size.end, end) };
    at = end;
  }
}

/** A number that tells its own length by its leading zeros; undefined when it is cut off or too long. */
const variable = (bytes: Buffer, at: number, maxLength: number, keepsMarker: boolean) => {
  const length = Math.clz32(bytes[at] ?? 0) - 23;
  if (length > maxLength || at + length > bytes.length) return undefined;
  let value = keepsMarker ? bytes[at]! : bytes[at]! & (0xff >> length);
  let isUnknown = !keepsMarker && value === 0xff >> length;
  for (let index = 1; index < length; index++) {
    value = value * 256 + bytes[at + index]!;
    isUnknown &&= bytes[at + index] === 0xff;
  }
  return { value: isUnknown ? Infinity : value, end: at + length };
};

const integer = (data: Buffer | undefined): number => {
  let value = 0;
  for (const byte of data?.subarray(0, 8) ?? []) value = value * 256 + byte;
  return value;
};
