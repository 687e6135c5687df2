/*
 * RTCP packets that are read or written here; the rest are skipped.
 *   200 SR     RFC 3550 §6.4.1    both    NTP and RTP time of one moment, what was sent
 *   201 RR     RFC 3550 §6.4.2    both    what was received
 *   203 BYE    RFC 3550 §6.6      read    a source ends
 *   205/1 NACK RFC 4585 §6.2.1    both    packets to send again
 *   206/1 PLI  RFC 4585 §6.3.1    both    a key frame, please
 *   206/4 FIR  RFC 5104 §4.3.1    both    the same, older
 *   206/15 REMB draft-alvestrand-rmcat-remb-03 §2.2  both  bit/s at most
 */

/** A block of SR and RR: what `sender` received of `ssrc`. */
export interface ReceptionReport {
  ssrc: number;
  /** Of 256, since the last report. */
  fractionLost: number;
  /** Since the beginning, -8388608..8388607. */
  lost: number;
  /** The highest sequence number, wraps counted in the upper 16 bits. */
  highestSequence: number;
  /** In units of the RTP clock. */
  jitter: number;
  /** The middle 32 bits of the NTP time of the last SR, 0 without one. */
  lastReport: number;
  /** Since that SR, in 1/65536 s. */
  sinceLastReport: number;
}

export type RtcpPacket =
  | {
      type: 'sender-report';
      sender: number;
      /** Microseconds since 1900. */
      ntpUs: number;
      /** The middle 32 bits of the NTP time. */
      shortNtp: number;
      timestamp: number;
      packets: number;
      bytes: number;
      reports: ReceptionReport[];
    }
  | { type: 'receiver-report'; sender: number; reports: ReceptionReport[] }
  | { type: 'bye'; sources: number[] }
  | { type: 'nack'; sender: number; media: number; sequences: number[] }
  | { type: 'pli' | 'fir'; sender: number; media: number }
  | { type: 'remb'; sender: number; sources: number[]; bitsPerSecond: number };

const REPORT_BYTES = 24;

/** The packets of a compound packet, as far as it can be read. Never throws. */
export const parseRtcp = (bytes: Buffer): RtcpPacket[] => {
  const packets: RtcpPacket[] = [];
  for (let at = 0; at + 8 <= bytes.length;) {
    const length = 4 * (bytes.readUInt16BE(at + 2) + 1);
    if (bytes[at]! >> 6 !== 2 || at + length > bytes.length) break;
    const packet = parseOne(bytes.subarray(at, at + length));
    if (packet) packets.push(packet);
    at += length;
  }
  return packets;
};

const parseOne = (bytes: Buffer): RtcpPacket | undefined => {
  if (bytes.length < 8) return undefined;
  const count = bytes[0]! & 31;
  const sender = bytes.readUInt32BE(4);
  switch (bytes[1]) {
    case 200:
      if (bytes.length < 28) return undefined;
      return {
        type: 'sender-report',
        sender,
        ntpUs: bytes.readUInt32BE(8) * 1e6 + Math.round((bytes.readUInt32BE(12) / 2 ** 32) * 1e6),
        shortNtp: bytes.readUInt32BE(10),
        timestamp: bytes.readUInt32BE(16),
        packets: bytes.readUInt32BE(20),
        bytes: bytes.readUInt32BE(24),
        reports: parseReports(bytes, 28, count),
      };
    case 201:
      return { type: 'receiver-report', sender, reports: parseReports(bytes, 8, count) };
    case 203:
      return { type: 'bye', sources: readSources(bytes, 4, count) };
    case 205:
      if (count !== 1 || bytes.length < 12) return undefined;
      return { type: 'nack', sender, media: bytes.readUInt32BE(8), sequences: parseNack(bytes) };
    case 206:
      return bytes.length < 12 ? undefined : parsePayloadFeedback(bytes, count, sender);
    default:
      return undefined;
  }
};

const parseReports = (bytes: Buffer, from: number, count: number): ReceptionReport[] => {
  const reports: ReceptionReport[] = [];
  for (let at = from; reports.length < count && at + REPORT_BYTES <= bytes.length; at += REPORT_BYTES)
    reports.push({
      ssrc: bytes.readUInt32BE(at),
      fractionLost: bytes[at + 4]!,
      lost: bytes.readIntBE(at + 5, 3),
      highestSequence: bytes.readUInt32BE(at + 8),
      jitter: bytes.readUInt32BE(at + 12),
      lastReport: bytes.readUInt32BE(at + 16),
      sinceLastReport: bytes.readUInt32BE(at + 20),
    });
  return reports;
};

const readSources = (bytes: Buffer, from: number, count: number): number[] => {
  const sources: number[] = [];
  for (let at = from; sources.length < count && at + 4 <= bytes.length; at += 4) sources.push(bytes.readUInt32BE(at));
  return sources;
};

const parseNack = (bytes: Buffer): number[] => {
  const sequences: number[] = [];
  for (let at = 12; at + 4 <= bytes.length; at += 4) {
    const first = bytes.readUInt16BE(at);
    const following = bytes.readUInt16BE(at + 2);
    sequences.push(first);
    for (let bit = 0; bit < 16; bit++) if (following & (1 << bit)) sequences.push((first + bit + 1) & 0xffff);
  }
  return sequences;
};

const parsePayloadFeedback = (bytes: Buffer, format: number, sender: number): RtcpPacket | undefined => {
  const media = bytes.readUInt32BE(8);
  if (format === 1) return { type: 'pli', sender, media };
  if (format === 4) return bytes.length < 20 ? undefined : { type: 'fir', sender, media: bytes.readUInt32BE(12) };
  if (format !== 15 || bytes.length < 20 || bytes.toString('latin1', 12, 16) !== 'REMB') return undefined;
  const mantissa = ((bytes[17]! & 3) << 16) | bytes.readUInt16BE(18);
  return {
    type: 'remb',
    sender,
    sources: readSources(bytes, 20, bytes[16]!),
    bitsPerSecond: mantissa * 2 ** (bytes[17]! >> 2),
  };
};

/** RTCP is counted in words of 4 bytes, the first left out. */
const begin = (bytes: number, type: number, count: number, sender: number): Buffer => {
  const packet = Buffer.alloc(bytes);
  packet[0] = 0x80 | count;
  packet[1] = type;
  packet.writeUInt16BE(bytes / 4 - 1, 2);
  packet.writeUInt32BE(sender, 4);
  return packet;
};

/** At most 31 reports. */
export const buildReceiverReport = (sender: number, reports: readonly ReceptionReport[]): Buffer => {
  const packet = begin(8 + REPORT_BYTES * reports.length, 201, reports.length, sender);
  reports.forEach((report, index) => writeReport(packet, 8 + REPORT_BYTES * index, report));
  return packet;
};

const writeReport = (packet: Buffer, at: number, report: ReceptionReport): void => {
  packet.writeUInt32BE(report.ssrc, at);
  packet[at + 4] = report.fractionLost;
  packet.writeIntBE(Math.max(-0x80_0000, Math.min(0x7f_ffff, report.lost)), at + 5, 3);
  packet.writeUInt32BE(report.highestSequence, at + 8);
  packet.writeUInt32BE(report.jitter, at + 12);
  packet.writeUInt32BE(report.lastReport, at + 16);
  packet.writeUInt32BE(report.sinceLastReport, at + 20);
};

export const buildSenderReport = (
  sender: number,
  report: { ntpUs: number; timestamp: number; packets: number; bytes: number },
): Buffer => {
  const packet = begin(28, 200, 0, sender);
  const seconds = Math.floor(report.ntpUs / 1e6);
  packet.writeUInt32BE(seconds, 8);
  packet.writeUInt32BE(Math.floor(((report.ntpUs - seconds * 1e6) / 1e6) * 2 ** 32), 12);
  packet.writeUInt32BE(report.timestamp, 16);
  packet.writeUInt32BE(report.packets, 20);
  packet.writeUInt32BE(report.bytes, 24);
  return packet;
};

/** `sequences` in the order they were sent. */
export const buildNack = (sender: number, media: number, sequences: readonly number[]): Buffer => {
  const blocks: { first: number; following: number }[] = [];
  for (const sequence of sequences) {
    const block = blocks.at(-1);
    const ahead = block ? (sequence - block.first) & 0xffff : Infinity;
    if (block && ahead >= 1 && ahead <= 16) block.following |= 1 << (ahead - 1);
    else if (ahead !== 0) blocks.push({ first: sequence, following: 0 });
  }
  const packet = begin(12 + 4 * blocks.length, 205, 1, sender);
  packet.writeUInt32BE(media, 8);
  blocks.forEach(({ first, following }, index) => {
    packet.writeUInt16BE(first, 12 + 4 * index);
    packet.writeUInt16BE(following, 14 + 4 * index);
  });
  return packet;
};

export const buildPli = (sender: number, media: number): Buffer => {
  const packet = begin(12, 206, 1, sender);
  packet.writeUInt32BE(media, 8);
  return packet;
};

/** `request` counts up with every new wish, modulo 256. */
export const buildFir = (sender: number, media: number, request: number): Buffer => {
  const packet = begin(20, 206, 4, sender);
  packet.writeUInt32BE(media, 12);
  packet[16] = request & 0xff;
  return packet;
};

export const buildRemb = (sender: number, sources: readonly number[], bitsPerSecond: number): Buffer => {
  const exponent = Math.max(0, Math.ceil(Math.log2((bitsPerSecond + 1) / 2 ** 18)));
  const mantissa = Math.floor(bitsPerSecond / 2 ** exponent);
  const packet = begin(20 + 4 * sources.length, 206, 15, sender);
  packet.write('REMB', 12, 'latin1');
  packet[16] = sources.length;
  packet[17] = (exponent << 2) | (mantissa >> 16);
  packet.writeUInt16BE(mantissa & 0xffff, 18);
  sources.forEach((ssrc, index) => packet.writeUInt32BE(ssrc, 20 + 4 * index));
  return packet;
};
