/** The NAL units of an access unit with lengths of 4 bytes. Stops where a length lies; empty units are left out. */
export function* nalUnits(unit: Buffer): Generator<Buffer> {
  for (let at = 0; at + 4 <= unit.length;) {
    const length = unit.readUInt32BE(at);
    at += 4;
    if (at + length > unit.length) return;
    if (length > 0) yield unit.subarray(at, at + length);
    at += length;
  }
}

/** The same with lengths of `lengthSize` (1..4) bytes, as 4; the very buffer when it is so already. Undefined when a length lies. */
export const withLongLengths = (unit: Buffer, lengthSize: number): Buffer | undefined => {
  const nals: Buffer[] = [];
  let at = 0;
  while (at < unit.length) {
    if (at + lengthSize > unit.length) return undefined;
    const length = unit.readUIntBE(at, lengthSize);
    at += lengthSize;
    if (at + length > unit.length) return undefined;
    if (lengthSize !== 4) nals.push(unit.subarray(at, at + length));
    at += length;
  }
  return lengthSize === 4 ? unit : toLengthPrefixed(nals);
};

export const toLengthPrefixed = (nals: readonly Buffer[]): Buffer => {
  const unit = Buffer.allocUnsafe(nals.reduce((sum, nal) => sum + 4 + nal.length, 0));
  let at = 0;
  for (const nal of nals) {
    at = unit.writeUInt32BE(nal.length, at);
    at += nal.copy(unit, at);
  }
  return unit;
};

/** The payload of a NAL unit without emulation prevention bytes (ITU-T H.264 §7.4.1.1), its header of `headerBytes` taken off. */
export const rbspOf = (nal: Buffer, headerBytes: number): Buffer => {
  const rbsp = Buffer.allocUnsafe(Math.max(0, nal.length - headerBytes));
  let length = 0;
  let zeros = 0;
  for (let at = headerBytes; at < nal.length; at++) {
    const byte = nal[at]!;
    if (zeros >= 2 && byte === 3) {
      zeros = 0;
      continue;
    }
    zeros = byte === 0 ? zeros + 1 : 0;
    rbsp[length++] = byte;
  }
  return rbsp.subarray(0, length);
};
