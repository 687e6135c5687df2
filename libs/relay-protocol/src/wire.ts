/** JSON of `/sdk/*` and of the public lists. Times are RFC 3339 in UTC, TTLs seconds. */

export type Envelope<T> = { ok: true; data: T } | { ok: false; error: { code: string; message: string } };

export interface Identity {
  /** One DNS label. */
  name: string;
  /** Ethereum address, EIP-55. */
  address: string;
}

export interface LeaseMetadata {
  description?: string;
  owner?: string;
  /** A URL or a `data:` value. */
  thumbnail?: string;
  tags?: string[];
  /** Hidden leases are left out of the public state. */
  hide?: boolean;
}

/** Fields by which a relay routes TLS whose real server name it cannot read; see ech.ts. Generation 7 on. */
export interface EchRoute {
  route_hostname?: string;
  hostname_hash?: string;
  /** Standard base64 of an ECHConfigList. */
  ech_config_list?: string;
}

export interface RegisterChallengeRequest extends EchRoute {
  identity: Identity;
  metadata?: LeaseMetadata;
  ttl?: number;
  udp_enabled?: boolean;
  tcp_enabled?: boolean;
  /** For the exit relay of a path over several; needs the overlay. */
  hop_token?: string;
}

export interface RegisterChallengeResponse {
  /** `rch_` and 16 hex digits. */
  challenge_id: string;
  expires_at: string;
  siwe_message: string;
}

export interface RegisterRequest {
  challenge_id: string;
  siwe_message: string;
  /** EIP-191, 0x hex of r ‖ s ‖ v. */
  siwe_signature: string;
  reported_ip?: string;
}

export interface RegisterResponse {
  identity: Identity;
  /** Equals the token's `exp`. */
  expires_at: string;
  hostname: string;
  access_token: string;
  sni_port: number;
  udp_enabled: boolean;
  /** `host:port` of the public port; absent without one. */
  udp_addr?: string;
  tcp_enabled: boolean;
  tcp_addr?: string;
}

export interface RenewRequest {
  access_token: string;
  ttl?: number;
  reported_ip?: string;
  metadata?: LeaseMetadata;
}

export interface RenewResponse {
  expires_at: string;
  access_token: string;
}

export interface UnregisterRequest {
  access_token: string;
}

export interface DomainResponse {
  /** Clients compare it byte for byte and leave for good when it differs. */
  protocol_version: string;
  release_version: string;
  ens: {
    enabled: boolean;
    verified: boolean;
    provider?: string;
    address?: string;
    dnssec_state?: string;
    ds_record?: string;
    message?: string;
    last_error?: string;
  };
  x402: {
    enabled: boolean;
    url?: string;
    network?: string;
    network_name?: string;
    supported_url?: string;
    pay_to?: string;
  };
}

export interface Lease {
  name: string;
  expires_at: string;
  first_seen_at: string;
  last_seen_at: string;
  hostname: string;
  udp_enabled: boolean;
  tcp_enabled: boolean;
  tcp_addr: string;
  metadata: LeaseMetadata;
  /** Reverse sessions waiting for a caller. */
  ready: number;
}

export interface PublicStateResponse {
  leases: Lease[];
}

export interface ServiceStatusResponse {
  hostname: string;
  registered: boolean;
  service_alive: boolean;
}

/** First line of the QUIC control stream, from the client, closed by a newline. */
export interface QuicControlRequest {
  access_token: string;
}

/** The relay's line in return. */
export type QuicControlReply = { ok: true } | { ok: false; error: string };
