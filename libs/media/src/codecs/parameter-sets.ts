import { MalformedMedia } from '../malformed-media.js';

/** Reads `count` parameter sets, each after its length (2 bytes), and where they end. */
export const readParameterSets = (record: Buffer, from: number, count: number): { sets: Buffer[]; end: number } => {
  const sets: Buffer[] = [];
  let end = from;
  for (let index = 0; index < count; index++) {
    if (end + 2 > record.length) throw new MalformedMedia('parameter set');
    const length = record.readUInt16BE(end);
    end += 2;
    if (length === 0 || end + length > record.length) throw new MalformedMedia('parameter set');
    sets.push(record.subarray(end, end + length));
    end += length;
  }
  return { sets, end };
};

export const writeParameterSets = (sets: readonly Buffer[]): Buffer[] =>
  sets.flatMap((set) => [Buffer.from([set.length >> 8, set.length & 255]), set]);
