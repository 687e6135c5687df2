import { MalformedMedia } from '../malformed-media.js';

/** Objects have no prototype; dates are milliseconds since 1970; what AMF0 calls unsupported is undefined. */
export type AmfValue = number | boolean | string | null | undefined | AmfValue[] | AmfObject;
export interface AmfObject {
  [key: string]: AmfValue;
}

/** Markers, AMF0 §2.1. */
const NUMBER = 0;
const BOOLEAN = 1;
const STRING = 2;
const OBJECT = 3;
const NULL = 5;
const UNDEFINED = 6;
const ECMA_ARRAY = 8;
const OBJECT_END = 9;
const STRICT_ARRAY = 10;
const DATE = 11;
const LONG_STRING = 12;
const UNSUPPORTED = 13;
const XML = 15;
const TYPED_OBJECT = 16;

const MAX_DEPTH = 16;
/** Of all levels together. */
const MAX_VALUES = 1_000;

export const isAmfObject = (value: AmfValue): value is AmfObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The values of a command or data message. References and AMF3 values are refused; nobody who publishes sends them.
 * @throws MalformedMedia — also beyond 1,000 values or 16 levels
 */
export const decodeAmf0 = (bytes: Buffer): AmfValue[] => new Amf0Decoder(bytes).all();

class Amf0Decoder {
  private at = 0;
  private depth = 0;
  private count = 0;

  constructor(private readonly bytes: Buffer) {}

  all(): AmfValue[] {
    const values: AmfValue[] = [];
    while (this.at < this.bytes.length) values.push(this.value());
    return values;
  }

  private value(): AmfValue {
    if (++this.count > MAX_VALUES) throw new MalformedMedia('AMF0: too many values');
    const marker = this.take(1)[0];
    switch (marker) {
      case NUMBER:
        return this.take(8).readDoubleBE();
      case BOOLEAN:
        return this.take(1)[0] !== 0;
      case STRING:
        return this.text(this.take(2).readUInt16BE());
      case LONG_STRING:
      case XML:
        return this.text(this.take(4).readUInt32BE());
      case NULL:
        return null;
      case UNDEFINED:
      case UNSUPPORTED:
        return undefined;
      case DATE:
        return this.take(10).readDoubleBE();
      case OBJECT:
        return this.nested(() => this.properties());
      case ECMA_ARRAY:
        this.take(4); // a hint only; the end is marked
        return this.nested(() => this.properties());
      case TYPED_OBJECT:
        this.text(this.take(2).readUInt16BE());
        return this.nested(() => this.properties());
      case STRICT_ARRAY:
        return this.nested(() => this.items(this.take(4).readUInt32BE()));
      default:
        throw new MalformedMedia('AMF0 marker');
    }
  }

  private properties(): AmfObject {
    const object = Object.create(null) as AmfObject;
    for (;;) {
      const key = this.text(this.take(2).readUInt16BE());
      if (key === '' && this.bytes[this.at] === OBJECT_END) {
        this.at++;
        return object;
      }
      object[key] = this.value();
    }
  }

  private items(length: number): AmfValue[] {
    const items: AmfValue[] = [];
    while (items.length < length) items.push(this.value());
    return items;
  }

  private nested<T>(read: () => T): T {
    if (++this.depth > MAX_DEPTH) throw new MalformedMedia('AMF0: too deep');
    const value = read();
    this.depth--;
    return value;
  }

  private text(length: number): string {
    return this.take(length).toString('utf8');
  }

  private take(length: number): Buffer {
    if (this.at + length > this.bytes.length) throw new MalformedMedia('AMF0: cut');
    return this.bytes.subarray(this.at, (this.at += length));
  }
}

export const encodeAmf0 = (...values: AmfValue[]): Buffer => Buffer.concat(values.map(encode));

const encode = (value: AmfValue): Buffer => {
  if (value === undefined) return Buffer.from([UNDEFINED]);
  if (value === null) return Buffer.from([NULL]);
  if (typeof value === 'boolean') return Buffer.from([BOOLEAN, value ? 1 : 0]);
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(9);
    bytes.writeDoubleBE(value, 1);
    return bytes;
  }
  if (typeof value === 'string') return encodeText(value);
  if (Array.isArray(value))
    return Buffer.concat([Buffer.from([STRICT_ARRAY]), uint32(value.length), ...value.map(encode)]);
  return Buffer.concat([Buffer.from([OBJECT]), encodeProperties(value)]);
};

const encodeText = (value: string): Buffer => {
  const text = Buffer.from(value);
  if (text.length > 0xffff) return Buffer.concat([Buffer.from([LONG_STRING]), uint32(text.length), text]);
  return Buffer.concat([Buffer.from([STRING, text.length >> 8, text.length & 255]), text]);
};

const encodeProperties = (object: AmfObject): Buffer =>
  Buffer.concat([
    ...Object.entries(object).flatMap(([key, value]) => [encodeText(key).subarray(1), encode(value)]),
    Buffer.from([0, 0, OBJECT_END]),
  ]);

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
