/** Durations in ms unless the name says otherwise, sizes in bytes. */
export const RELAY_LIMITS = {
  leaseTtlSeconds: { default: 30, min: 10, max: 3600 },
  challengeMs: 120_000,
  pendingChallengesPerIp: 32,
  /** Expired leases and challenges are looked for this often. */
  sweepMs: 5_000,
  body: { sdk: 4 * 1024 * 1024, admin: 64 * 1024, sign: 4 * 1024, x402: 64 * 1024 },
  /** Of an error body, as clients read it. */
  errorBody: 8 * 1024,
  keepaliveMs: 15_000,
  /** An idle reverse session without a keepalive for so long is dead to its client. */
  sessionSilenceMs: 30_000,
  readySessions: 8,
  claimMs: 10_000,
  markerWriteMs: 5_000,
  clientHelloMs: 2_000,
  clientHello: 16 * 1024,
  signSkewMs: { strict: 30_000, default: 300_000 },
  /** A port stays with the name that had it. */
  portReservedMs: 300_000,
  echConfigList: 4096,
  descriptorTtlMs: 300_000,
  descriptorMaxTtlMs: 24 * 3_600_000,
  descriptorFutureMs: 300_000,
} as const;

/** What the relay grants for a wish of `seconds`: the default when there is none, never outside the limits. */
export function leaseTtlSeconds(seconds: number | undefined): number {
  const { default: usual, min, max } = RELAY_LIMITS.leaseTtlSeconds;
  if (seconds === undefined || !(seconds > 0)) return usual;
  return Math.min(max, Math.max(min, Math.floor(seconds)));
}
