/**
 * Every code of the relay's envelope and its HTTP status on the SDK side; on admin and policy endpoints
 * `unauthorized` is 401. Message texts are free, codes are a promise.
 */
export const RELAY_ERROR_CODES = {
  invalid_json: 400,
  invalid_request: 400,
  invalid_address: 400,
  invalid_ip: 400,
  invalid_mode: 400,
  unauthorized: 403,
  ip_banned: 403,
  lease_rejected: 403,
  udp_disabled: 403,
  tcp_port_disabled: 403,
  lease_not_found: 404,
  method_not_allowed: 405,
  hostname_conflict: 409,
  transport_mismatch: 409,
  rate_limited: 429,
  hijack_unsupported: 500,
  hijack_failed: 500,
  internal: 500,
  upstream_error: 502,
  feature_unavailable: 503,
  udp_capacity_exceeded: 503,
  udp_port_exhausted: 503,
  tcp_port_capacity_exceeded: 503,
  tcp_port_exhausted: 503,
  broker_closed: 503,
  http11_only: 505,
} as const satisfies Record<string, number>;

export type RelayErrorCode = keyof typeof RELAY_ERROR_CODES;

/** After these a client gives the relay up; every other failure it retries. */
export const TERMINAL_ERROR_CODES: ReadonlySet<string> = new Set<RelayErrorCode>([
  'feature_unavailable',
  'transport_mismatch',
  'hostname_conflict',
  'ip_banned',
]);

/** What came over the wire breaks the protocol or its rules. The message may be shown to the peer. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';

  constructor(
    readonly code: RelayErrorCode,
    message: string = code,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
