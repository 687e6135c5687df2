const MAX_FLOW_ID = 0xffff_ffff;
/** LEB128 of 32 bits. */
const MAX_VARINT_BYTES = 5;

export interface Datagram {
  flowId: number;
  /** A view of the bytes read, not a copy. */
  payload: Buffer;
}

/**
 * A QUIC datagram of the UDP backhaul: flow id (unsigned LEB128 of a uint32) ‖ the public packet.
 * @param into scratch of payload + 5 bytes at least; the result is a view of it
 * @throws RangeError for a flow id that is no uint32
 */
export function writeDatagram(
  flowId: number,
  payload: Uint8Array,
  into: Buffer = Buffer.allocUnsafe(payload.length + MAX_VARINT_BYTES),
): Buffer {
  if (!Number.isInteger(flowId) || flowId < 0 || flowId > MAX_FLOW_ID) throw new RangeError('flow id is no uint32');
  let at = 0;
  let rest = flowId;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) into[at++] = (rest & 0x7f) | 0x80;
  into[at++] = rest;
  into.set(payload, at);
  return into.subarray(0, at + payload.length);
}

/** Undefined when the flow id is cut off or exceeds 32 bits: such a frame is ignored. */
export function readDatagram(bytes: Buffer): Datagram | undefined {
  let flowId = 0;
  for (let at = 0; at < Math.min(bytes.length, MAX_VARINT_BYTES); at++) {
    const byte = bytes[at]!;
    flowId += (byte & 0x7f) * 0x80 ** at;
    if (byte < 0x80) return flowId <= MAX_FLOW_ID ? { flowId, payload: bytes.subarray(at + 1) } : undefined;
  }
  return undefined;
}
