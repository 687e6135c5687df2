import { AccessUnitAssembler } from './access-unit.js';

const AGGREGATION = 48;
const FRAGMENTATION = 49;

/** RFC 7798 without DONL fields, that is with sprop-max-don-diff 0. */
export class HevcDepacketizer extends AccessUnitAssembler {
  protected override read(payload: Buffer): void {
    const type = (payload[0]! >> 1) & 63;
    if (payload.length < 3) this.lose();
    else if (type < AGGREGATION) this.take(payload);
    else if (type === AGGREGATION) this.takeAggregate(payload, 2);
    else if (type === FRAGMENTATION && payload.length > 3)
      this.takeFragment(
        Buffer.from([(payload[0]! & 0x81) | ((payload[2]! & 63) << 1), payload[1]!]),
        payload[2]!,
        payload.subarray(3),
      );
    else this.lose();
  }
}
