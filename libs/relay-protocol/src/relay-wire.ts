import type { EchRoute, LeaseMetadata } from './wire.js';

/** JSON between relays (`/discovery*`, `/sdk/hop`) and of the signer. */

/** What a relay says of itself, signed by its key. Absent optional fields count as zero; see descriptor.ts. */
export interface RelayDescriptor {
  address: string;
  version: string;
  issued_at: string;
  expires_at: string;
  api_https_addr: string;
  wireguard_public_key?: string;
  wireguard_port?: number;
  supports_overlay?: boolean;
  supports_udp?: boolean;
  supports_tcp?: boolean;
  active_connections?: number;
  tcp_bps?: number;
  /** Standard base64 of 65 bytes. */
  signature?: string;
}

export interface DiscoveryResponse {
  protocol_version: string;
  generated_at: string;
  /** The answering relay first. */
  relays: RelayDescriptor[];
}

export interface DiscoveryAnnounceRequest {
  protocol_version?: string;
  descriptor: RelayDescriptor;
}

export interface DiscoveryAnnounceResponse {
  protocol_version: string;
  accepted: boolean;
}

/** A route through several relays, signed by its owner; see hop-route.ts. */
export interface HopRoute extends EchRoute {
  /** Compressed, hex. */
  owner_public_key: string;
  relay_url: string;
  public_hostname?: string;
  match_token?: string;
  metadata: LeaseMetadata;
  forward_relay: RelayDescriptor;
  forward_token: string;
  first_seen_at: string;
  expires_at: string;
  /** Hex of a DER signature. */
  signature: string;
}

export interface HopRouteResponse {
  access_token?: string;
  sni_port?: number;
}

/** `POST /v1/sign`: the relay signs a digest with the certificate's key. */
export interface SignRequest {
  key_id: string;
  algorithm: string;
  /** Standard base64. */
  digest: string;
  timestamp_unix: number;
  nonce: string;
}

export interface SignResponse {
  key_id: string;
  algorithm: string;
  /** Standard base64. */
  signature: string;
}
