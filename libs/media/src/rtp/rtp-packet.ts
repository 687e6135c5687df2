/** One RTP packet, RFC 3550 §5.1. `payload` shares the memory of what was parsed. */
export interface RtpPacket {
  payloadType: number;
  /** The marker bit; for video the last packet of an access unit. */
  isMarked: boolean;
  /** 16 bits. */
  sequence: number;
  /** 32 bits, in units of the clock rate. */
  timestamp: number;
  ssrc: number;
  payload: Buffer;
}

const HEADER_BYTES = 12;

/** Undefined for what is no RTP packet. */
export const parseRtpPacket = (bytes: Buffer): RtpPacket | undefined => {
  if (bytes.length < HEADER_BYTES || bytes[0]! >> 6 !== 2) return undefined;
  let start = HEADER_BYTES + 4 * (bytes[0]! & 15);
  if (bytes[0]! & 0x10) {
    if (start + 4 > bytes.length) return undefined;
    start += 4 + 4 * bytes.readUInt16BE(start + 2);
  }
  const padding = bytes[0]! & 0x20 ? bytes[bytes.length - 1]! : 0;
  const end = bytes.length - padding;
  if (start > end) return undefined;
  return {
    payloadType: bytes[1]! & 127,
    isMarked: bytes[1]! >> 7 === 1,
    sequence: bytes.readUInt16BE(2),
    timestamp: bytes.readUInt32BE(4),
    ssrc: bytes.readUInt32BE(8),
    payload: bytes.subarray(start, end),
  };
};

export const buildRtpPacket = (packet: RtpPacket): Buffer => {
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + packet.payload.length);
  bytes[0] = 0x80;
  bytes[1] = (packet.isMarked ? 0x80 : 0) | packet.payloadType;
  bytes.writeUInt16BE(packet.sequence, 2);
  bytes.writeUInt32BE(packet.timestamp, 4);
  bytes.writeUInt32BE(packet.ssrc, 8);
  packet.payload.copy(bytes, HEADER_BYTES);
  return bytes;
};

/** Whether a packet of a shared port is RTCP, by its type (RFC 5761 §4). */
export const isRtcp = (bytes: Buffer): boolean => bytes.length >= 8 && bytes[1]! >= 192 && bytes[1]! <= 223;

/** How far `to` is ahead of `from`, -32768..32767. */
export const sequenceDistance = (from: number, to: number): number => ((to - from) << 16) >> 16;
