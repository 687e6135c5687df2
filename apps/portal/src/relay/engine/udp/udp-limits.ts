export interface UdpLimits {
  /** Connections at once, those still shaking hands included. */
  connections: number;
  /** Connections without a lease yet: from one address, and from all. */
  pendingPerAddress: number;
  pending: number;
  handshakeMs: number;
  /** For the control stream, once hands are shaken. */
  controlMs: number;
  /** How long a refusal may travel before the connection is closed. */
  refusalMs: number;
  pingMs: number;
  flowsPerLease: number;
  flowIdleMs: number;
  sweepMs: number;
  /** Answers to packets of connections nobody knows. */
  resetsPerSecond: number;
}

export const UDP_LIMITS: UdpLimits = {
  connections: 4096,
  pendingPerAddress: 16,
  pending: 512,
  handshakeMs: 10_000,
  controlMs: 10_000,
  refusalMs: 300,
  pingMs: 15_000,
  flowsPerLease: 8192,
  flowIdleMs: 30_000,
  sweepMs: 30_000,
  resetsPerSecond: 200,
};

/** What the first line of a control stream may take, in bytes. */
export const MAX_CONTROL_BYTES = 4096;
