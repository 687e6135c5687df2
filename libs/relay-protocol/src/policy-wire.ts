import type { Lease } from './wire.js';

/** JSON of `/api/admin/auth/*` and `/api/policy*`. */

export interface AdminAuthLoginRequest {
  token: string;
}

export interface AdminAuthLoginResponse {
  access_token: string;
}

export interface AdminAuthStatusResponse {
  authenticated: boolean;
}

export interface PolicyPortSettings {
  enabled: boolean;
  /** 0 means unlimited. */
  max_leases: number;
}

/** In `manual` mode a lease routes once its identity is approved. */
export type ApprovalMode = 'auto' | 'manual';

export interface PolicySettings {
  approval_mode: ApprovalMode;
  udp: PolicyPortSettings;
  tcp_port: PolicyPortSettings;
}

export interface PolicyLease extends Lease {
  identity_key: string;
  address: string;
  /** Bytes per second, both directions together; 0 means unlimited. */
  bps: number;
  client_ip: string;
  reported_ip: string;
  is_approved: boolean;
  is_banned: boolean;
  is_denied: boolean;
  is_ip_banned: boolean;
}

export interface PolicyStateResponse {
  policy: PolicySettings;
  leases: PolicyLease[];
}

/** At least one of the optional fields; approved and denied are never both true. */
export interface LeasePolicyUpdate {
  identity_key: string;
  is_banned?: boolean;
  is_approved?: boolean;
  is_denied?: boolean;
  /** 0 removes the limit. */
  bps?: number;
}

export interface IpPolicyUpdate {
  ip: string;
  is_banned: boolean;
}
