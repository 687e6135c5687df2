import { AccessUnitAssembler } from './access-unit.js';

const STAP_A = 24;
const FU_A = 28;

/** RFC 6184: single NAL units, STAP-A and FU-A, which is packetization-mode 0 and 1. */
export class H264Depacketizer extends AccessUnitAssembler {
  protected override read(payload: Buffer): void {
    const type = payload[0]! & 31;
    if (type >= 1 && type < STAP_A) this.take(payload);
    else if (type === STAP_A) this.takeAggregate(payload, 1);
    else if (type === FU_A && payload.length > 2)
      this.takeFragment(Buffer.from([(payload[0]! & 0xe0) | (payload[1]! & 31)]), payload[1]!, payload.subarray(2));
    else this.lose();
  }
}
