import type { RtpPacket } from './rtp-packet.js';

/** The NAL units of one timestamp, without start codes or lengths. */
export interface AccessUnit {
  /** 32 bits, in units of the RTP clock. */
  timestamp: number;
  nalUnits: Buffer[];
  /** Packets of it, or before it, are missing. */
  isBroken: boolean;
}

const MAX_UNIT_BYTES = 8 * 1024 * 1024;
const MAX_NAL_UNITS = 1024;

/** Gathers NAL units, whole or in fragments, into access units; subclasses know the payload format. */
export abstract class AccessUnitAssembler {
  private nalUnits: Buffer[] = [];
  private fragments: Buffer[] = [];
  private bytes = 0;
  private timestamp: number | undefined;
  private isBroken = false;

  constructor(private readonly onUnit: (unit: AccessUnit) => void) {}

  /** In sequence. What cannot be read marks the access unit broken. */
  push(packet: RtpPacket): void {
    if (this.timestamp !== packet.timestamp) {
      // A gap without a marker before it may have taken the end of one unit and the beginning of the next.
      const { isBroken } = this;
      this.flush();
      this.isBroken = isBroken;
      this.timestamp = packet.timestamp;
    }
    if (packet.payload.length > 0) this.read(packet.payload);
    if (packet.isMarked) this.flush();
  }

  /** Packets before the next one are missing. */
  lose(): void {
    this.isBroken = true;
    this.fragments = [];
  }

  protected abstract read(payload: Buffer): void;

  protected take(nalUnit: Buffer): void {
    this.bytes += nalUnit.length;
    if (nalUnit.length === 0 || this.bytes > MAX_UNIT_BYTES || this.nalUnits.length >= MAX_NAL_UNITS) this.lose();
    else this.nalUnits.push(nalUnit);
  }

  /** NAL units, each after its length of 2 bytes. */
  protected takeAggregate(payload: Buffer, from: number): void {
    let at = from;
    while (at + 2 <= payload.length) {
      const end = at + 2 + payload.readUInt16BE(at);
      if (end > payload.length) break;
      this.take(payload.subarray(at + 2, end));
      at = end;
    }
    if (at !== payload.length) this.lose();
  }

  protected takeFragment(header: Buffer, flags: number, fragment: Buffer): void {
    const [isFirst, isLast] = [(flags & 0x80) !== 0, (flags & 0x40) !== 0];
    if (isFirst) this.fragments = [header];
    else if (this.fragments.length === 0) return this.lose();
    this.fragments.push(fragment);
    this.bytes += fragment.length;
    if (this.bytes > MAX_UNIT_BYTES) return this.lose();
    if (!isLast) return;
    const nalUnit = Buffer.concat(this.fragments);
    this.fragments = [];
    this.bytes -= nalUnit.length;
    this.take(nalUnit);
  }

  private flush(): void {
    if (this.fragments.length > 0) this.lose();
    if (this.nalUnits.length > 0) {
      this.onUnit({ timestamp: this.timestamp!, nalUnits: this.nalUnits, isBroken: this.isBroken });
      this.isBroken = false;
    }
    this.nalUnits = [];
    this.bytes = 0;
  }
}
