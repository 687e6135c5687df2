import { describe, expect, it } from 'vitest';
import { seededRandom } from '#libs/testing';
import { MalformedMedia } from '../malformed-media.js';
import { decodeAmf0, encodeAmf0, type AmfValue } from './amf0.js';

const COMMAND: AmfValue[] = [
  'connect',
  1,
  { app: 'live', nested: { list: [1, 'two', null, true] }, none: undefined },
  'x'.repeat(70_000),
  -0.5,
];

describe('AMF0', () => {
  it('reads what it writes', () => {
    const decoded = decodeAmf0(encodeAmf0(...COMMAND));
    expect(decoded.map(plain)).toEqual(COMMAND);
  });

  it('reads what only others write: arrays with keys, dates, typed objects', () => {
    const ecma = Buffer.from('0800000001000577696474680040940000000000000000' + '09', 'hex');
    expect(decodeAmf0(ecma).map(plain)).toEqual([{ width: 1280 }]);
    expect(decodeAmf0(Buffer.from('0b40000000000000000000', 'hex'))).toEqual([2]);
    expect(decodeAmf0(Buffer.from('1000014100016205000009', 'hex')).map(plain)).toEqual([{ b: null }]);
  });

  it('gives objects no prototype to reach', () => {
    const [object] = decodeAmf0(
      Buffer.concat([
        Buffer.from('030009', 'hex'),
        Buffer.from('__proto__'),
        encodeAmf0({ a: 1 }),
        Buffer.from('000009', 'hex'),
      ]),
    );
    expect(Object.getPrototypeOf(object)).toBeNull();
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  });

  it('refuses what is cut anywhere, too deep or too much', () => {
    const whole = encodeAmf0({ app: 'live', list: [1, 'two'] });
    for (let length = 1; length < whole.length; length++)
      expect(() => decodeAmf0(whole.subarray(0, length))).toThrow(MalformedMedia);
    expect(() => decodeAmf0(Buffer.from('0a00000001'.repeat(17) + '05', 'hex'))).toThrow('too deep');
    expect(() => decodeAmf0(Buffer.alloc(1_001, 5))).toThrow('too many values');
    expect(() => decodeAmf0(Buffer.from('0affffffff05', 'hex'))).toThrow(MalformedMedia);
  });

  it('survives any bytes', () => {
    const random = seededRandom(8);
    const whole = encodeAmf0(...COMMAND.slice(0, 3));
    for (let round = 0; round < 5_000; round++) {
      const bytes = round % 2 ? random.bytes(1 + random.below(60)) : Buffer.from(whole);
      bytes[random.below(bytes.length)] = random.below(18);
      expectValuesOrMalformed(bytes);
    }
  });
});

const expectValuesOrMalformed = (bytes: Buffer): void => {
  try {
    expect(decodeAmf0(bytes).length).toBeGreaterThan(0);
  } catch (error) {
    expect(error).toBeInstanceOf(MalformedMedia);
  }
};

/** With prototypes, for comparing. */
const plain = (value: AmfValue): AmfValue =>
  Array.isArray(value)
    ? value.map(plain)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]))
      : value;
