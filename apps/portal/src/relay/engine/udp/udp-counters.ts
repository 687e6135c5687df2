/** What happened since the start; only ever rises. */
export class UdpCounters {
  /** Connections that were given a lease. */
  attached = 0;
  /** Handshakes not begun because a limit was reached. */
  refusedHandshakes = 0;
  /** Control streams answered with an error. */
  refusedLeases = 0;
  /** Packets of the public, towards the tenants. */
  packetsIn = 0;
  bytesIn = 0;
  packetsOut = 0;
  bytesOut = 0;
  /** No tenant was connected. */
  droppedUnattached = 0;
  /** Larger than the path to the tenant takes, or than a UDP packet to the public may be. */
  droppedTooLarge = 0;
  /** Displaced by newer ones while the path to the tenant was full. */
  droppedQueued = 0;
  /** From one more source than a lease may have. */
  droppedFlows = 0;
  /** Frames of tenants that are none, or answer a flow that has ended. */
  droppedFrames = 0;
}
