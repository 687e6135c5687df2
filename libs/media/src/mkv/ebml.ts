/** RFC 8794 §6: an element is its id (1..4 bytes, as written in the tables) ‖ size (1..8) ‖ data. */
export const element = (id: number, ...data: readonly Buffer[]): Buffer => {
  const size = data.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([elementHead(id, size), ...data]);
};

/** Of an element whose data follows. */
export const elementHead = (id: number, size: number): Buffer => Buffer.concat([idBytes(id), sizeBytes(size)]);

/** The size takes 8 bytes whatever it is, so that it can be filled in later; undefined while it is unknown. */
export const openElementHead = (id: number, size?: number): Buffer => {
  const length = Buffer.alloc(8, size === undefined ? 0xff : 0);
  length[0] = 1;
  if (size !== undefined) length.writeUIntBE(size, 2, 6);
  return Buffer.concat([idBytes(id), length]);
};

export const unsigned = (id: number, value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(Math.round(value)));
  const first = bytes.findIndex((byte) => byte !== 0);
  return element(id, bytes.subarray(first < 0 ? 7 : first));
};

/** Of 8 bytes whatever the value is. */
export const wideUnsigned = (id: number, value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return element(id, bytes);
};

export const float = (id: number, value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return element(id, bytes);
};

export const text = (id: number, value: string): Buffer => element(id, Buffer.from(value));

/** Of `length` bytes in all, at least 2 and at most 128. */
export const voidElement = (length: number): Buffer => element(0xec, Buffer.alloc(length - 2));

const idBytes = (id: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(id);
  return bytes.subarray(bytes.findIndex((byte) => byte !== 0));
};

/** As few bytes as will do, at most 6; all ones are reserved. */
const sizeBytes = (size: number): Buffer => {
  let length = 1;
  while (size >= 2 ** (7 * length) - 1) length++;
  const bytes = Buffer.alloc(length);
  bytes.writeUIntBE(size + 2 ** (7 * length), 0, length);
  return bytes;
};
