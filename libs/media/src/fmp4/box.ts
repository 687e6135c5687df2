/** ISO/IEC 14496-12 §4.2: size (4) ‖ type (4) ‖ payload. */
export const box = (type: string, ...payload: readonly Buffer[]): Buffer => {
  const size = payload.reduce((sum, part) => sum + part.length, 8);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(size, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, ...payload], size);
};

/** A box whose payload begins with version (1) ‖ flags (3). */
export const fullBox = (type: string, version: number, flags: number, ...payload: readonly Buffer[]): Buffer =>
  box(type, u32(((version << 24) | flags) >>> 0), ...payload);

export const u8 = (...values: readonly number[]): Buffer => Buffer.from(values);

export const u16 = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, index) => bytes.writeUInt16BE(value, index * 2));
  return bytes;
};

export const u32 = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => bytes.writeUInt32BE(value, index * 4));
  return bytes;
};

export const zeros = (length: number): Buffer => Buffer.alloc(length);
