import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#libs/testing';
import { CIPHER_SUITES } from './cipher-suites.js';
import { TrafficKeys } from './key-schedule.js';
import { RecordReader, type TlsRecord } from './record-reader.js';
import { RecordWriter } from './record-writer.js';
import { CONTENT, MAX_PLAINTEXT_BYTES } from './wire.js';

const SUITE = CIPHER_SUITES[2]!;

const setUp = (maxRecordsPerKey?: number): { writer: RecordWriter; read: (cut?: () => number) => TlsRecord[] } => {
  const transport = new PassThrough({ highWaterMark: 1 << 30 });
  const keys = new TrafficKeys(SUITE, Buffer.alloc(SUITE.hashBytes, 7));
  const writer = new RecordWriter(transport, maxRecordsPerKey);
  writer.sealWith(keys);
  const reader = new RecordReader();
  reader.openWith(keys);
  const read = (cut = () => Infinity): TlsRecord[] => {
    const records: TlsRecord[] = [];
    let bytes = (transport.read() as Buffer | null) ?? Buffer.alloc(0);
    while (bytes.length > 0) {
      const length = Math.min(bytes.length, cut());
      reader.push(bytes.subarray(0, length));
      bytes = bytes.subarray(length);
      for (let record = reader.next(); record; record = reader.next()) {
        records.push(record);
        if (record.type === CONTENT.handshake) reader.updateKeys();
      }
    }
    return records;
  };
  return { writer, read };
};

describe('RecordWriter and RecordReader', () => {
  it('share records among small parts and fill them with long ones', () => {
    const { writer, read } = setUp();
    writer.write(CONTENT.applicationData, [
      Buffer.from('a'),
      Buffer.from('b'),
      Buffer.alloc(2 * MAX_PLAINTEXT_BYTES + 1),
    ]);

    expect(read().map(({ content }) => content.length)).toEqual([2, MAX_PLAINTEXT_BYTES, MAX_PLAINTEXT_BYTES, 1]);
  });

  it('lose nothing, wherever the bytes are cut', () => {
    for (let seed = 0; seed < 6; seed++) {
      const random = seededRandom(seed);
      const { writer, read } = setUp();
      const parts = Array.from({ length: 30 }, () => random.bytes(random.below(3_000)));
      for (const part of parts) writer.write(CONTENT.applicationData, [part]);
      const cut = seed % 2 === 0 ? () => 1 + random.below(8) : () => 1 + random.below(40_000);

      expect(Buffer.concat(read(cut).map(({ content }) => content)).equals(Buffer.concat(parts))).toBe(true);
    }
  });

  it('change keys before the cipher wears out', () => {
    const { writer, read } = setUp(3);
    for (let count = 0; count < 8; count++) writer.write(CONTENT.applicationData, [Buffer.of(count)]);
    const types = read().map(({ type }) => (type === CONTENT.handshake ? 'update' : 'data'));

    expect(types.join(' ')).toBe('data data data update data data data update data data');
  });
});
