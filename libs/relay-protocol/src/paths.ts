export const RELAY_PATHS = {
  domain: '/sdk/domain',
  challenge: '/sdk/register/challenge',
  register: '/sdk/register',
  renew: '/sdk/renew',
  unregister: '/sdk/unregister',
  connect: '/sdk/connect',
  hop: '/sdk/hop',
  sign: '/v1/sign',
  discovery: '/discovery',
  announce: '/discovery/announce',
  state: '/api/state',
  health: '/api/healthz',
  adminLogin: '/api/admin/auth/login',
  adminStatus: '/api/admin/auth/status',
  adminLogout: '/api/admin/auth/logout',
  policy: '/api/policy',
  policyState: '/api/policy/state',
  policyLeases: '/api/policy/leases',
  policyIps: '/api/policy/ips',
  installShell: '/api/install.sh',
  installPowerShell: '/api/install.ps1',
  installBinary: '/api/install/bin',
  x402Supported: '/api/x402/supported',
  x402Verify: '/api/x402/verify',
  x402Settle: '/api/x402/settle',
} as const;

/** The tunnel protocol spoken by default; a client of generation 5 to 8 insists on its own number. */
export const TUNNEL_PROTOCOL_VERSION = '8';

export const DISCOVERY_PROTOCOL_VERSION = '8';

/** Of the QUIC backhaul of UDP leases. */
export const QUIC_ALPN = 'portal-tunnel';

/**
 * RFC 5705 / RFC 8446 §7.5 exporter both ends of a tenant's TLS compare (no context, 32 bytes): a difference means that
 * somebody between them ended the TLS.
 */
export const PROBE_EXPORTER_LABEL = 'Portal-MITM-Probe-v1';
export const PROBE_EXPORTER_BYTES = 32;
