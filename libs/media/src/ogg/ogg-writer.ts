const CRC_POLYNOMIAL = 0x04c1_1db7;

/** RFC 3533 §6, field 7: no reflection, no initial value, no final exclusive or. */
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte << 24;
  for (let bit = 0; bit < 8; bit++) remainder = (remainder << 1) ^ (remainder < 0 ? CRC_POLYNOMIAL : 0);
  return remainder >>> 0;
});

const BEGINS_STREAM = 2;
const MAX_PAGE_PACKET_BYTES = 255 * 254;

/** Ogg pages of one packet each. */
export class OggWriter {
  private pages = 0;

  constructor(private readonly serial: number) {}

  /** `granule`: the end of the packet in the codec's units. Undefined for a packet too long for one page. */
  page(packet: Buffer, granule: number): Buffer | undefined {
    if (packet.length > MAX_PAGE_PACKET_BYTES) return undefined;
    const segments = Math.floor(packet.length / 255) + 1;
    const page = Buffer.alloc(27 + segments + packet.length, 255);
    page.write('OggS', 'latin1');
    page[4] = 0;
    page[5] = this.pages === 0 ? BEGINS_STREAM : 0;
    page.writeBigInt64LE(BigInt(granule), 6);
    page.writeUInt32LE(this.serial, 14);
    page.writeUInt32LE(this.pages++, 18);
    page.writeUInt32LE(0, 22);
    page[26] = segments;
    page[26 + segments] = packet.length % 255;
    packet.copy(page, 27 + segments);
    page.writeUInt32LE(checksum(page), 22);
    return page;
  }
}

const checksum = (bytes: Buffer): number => {
  let crc = 0;
  for (const byte of bytes) crc = ((crc << 8) ^ CRC_TABLE[((crc >>> 24) ^ byte) & 0xff]!) >>> 0;
  return crc;
};
