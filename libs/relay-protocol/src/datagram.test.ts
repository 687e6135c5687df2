import { describe, expect, it } from 'vitest';
import { seededRandom } from '#libs/testing';
import { readDatagram, writeDatagram } from './datagram.js';

const payload = Buffer.from('packet');

describe('a datagram', () => {
  // Flow ids as Go's binary.PutUvarint writes them.
  it.each([
    [0, '00'],
    [1, '01'],
    [127, '7f'],
    [128, '8001'],
    [300, 'ac02'],
    [16_384, '808001'],
    [0xffff_ffff, 'ffffffff0f'],
  ])('carries flow %i as %s', (flowId, hex) => {
    const bytes = writeDatagram(flowId, payload);
    expect(bytes.toString('hex')).toBe(hex + payload.toString('hex'));
    expect(readDatagram(bytes)).toEqual({ flowId, payload });
    expect(writeDatagram(flowId, payload, Buffer.alloc(64))).toEqual(bytes);
  });

  it('may be empty', () => {
    expect(readDatagram(writeDatagram(5, Buffer.alloc(0)))).toEqual({ flowId: 5, payload: Buffer.alloc(0) });
  });

  it.each(['', '80', 'ffffffff', 'ffffffff1f', 'ffffffffff', '808080808001', '8080808080'])(
    'is ignored when its flow id is %j',
    (hex) => expect(readDatagram(Buffer.from(hex, 'hex'))).toBeUndefined(),
  );

  it.each([-1, 1.5, 2 ** 32, NaN])('is not written for flow %d', (flowId) =>
    expect(() => writeDatagram(flowId, payload)).toThrow(RangeError),
  );

  it('comes back from any bytes that name a flow', () => {
    const random = seededRandom(3);
    for (let round = 0; round < 2000; round++) {
      const read = readDatagram(random.bytes(random.below(12)));
      if (read) expect(readDatagram(writeDatagram(read.flowId, read.payload))).toEqual(read);
    }
  });
});
