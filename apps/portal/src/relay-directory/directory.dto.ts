import type { Lease, LeaseMetadata, PolicyLease, ServiceStatusResponse } from '#libs/relay-protocol';
import { Flag, Integer, ListOf, Moment, Nested, Quantity, Text, TextList } from '../boundary/fields.js';
import { RelayPolicyChange, RelayPolicySettings } from '../relay-policy/index.js';

const MAX_LEASES = 100_000;
const MAX_PORT = 65_535;

/** Answer of `GET /api/healthz`. */
export class RelayHealth {
  @Text({ max: 8, example: 'ok' }) status: string;
}

export class ListedMetadata implements LeaseMetadata {
  @Text({ max: 4096, optional: true }) description?: string;
  @Text({ max: 255, optional: true }) owner?: string;
  @Text({ max: 65_536, optional: true, description: 'URL or `data:` value.' }) thumbnail?: string;
  @TextList({ maxItems: 32, optional: true }) tags?: string[];
  @Flag({ optional: true }) hide?: boolean;
}

export class ListedLease implements Lease {
  @Text({ max: 63 }) name: string;
  @Moment() expires_at: string;
  @Moment() first_seen_at: string;
  @Moment() last_seen_at: string;
  @Text({ max: 253 }) hostname: string;
  @Flag() udp_enabled: boolean;
  @Flag() tcp_enabled: boolean;
  @Text({ max: 260, description: 'Host and public TCP port; empty without one.' }) tcp_addr: string;
  @Nested(ListedMetadata) metadata: ListedMetadata;
  @Integer({ description: 'Reverse sessions that wait for a visitor.' }) ready: number;
}

export class PublicState {
  @ListOf(ListedLease, { max: MAX_LEASES }) leases: ListedLease[];
}

/** What one needs to know of the relay to publish something. */
export class RelayFacts {
  @Text({ max: 255, description: 'Public root, without a slash at its end.' }) url: string;
  @Text({ max: 253, description: 'Names of leases are one label below it.' }) root_host: string;
  @Flag({ description: 'Whether a process lives that takes tunnels.' }) is_running: boolean;
  @Flag({ description: 'Whether tunnels get public TCP ports now.' }) tcp_enabled: boolean;
  @Flag({ description: 'Whether tunnels get public UDP ports now.' }) udp_enabled: boolean;
  @Flag({ description: 'Whether a new tunnel waits for an administrator.' }) approval_required: boolean;
  @Integer({ max: MAX_PORT, description: 'First of the public ports; 0 without any.' }) min_port: number;
  @Integer({ max: MAX_PORT, description: 'Last of the public ports; 0 without any.' }) max_port: number;
}

export class UiState extends PublicState {
  @Flag() landing_page_enabled: boolean;
  @Nested(RelayFacts) relay: RelayFacts;
}

export class ServiceStatusQuery {
  @Text({ min: 1, max: 254 }) hostname: string;
}

export class ServiceStatus implements ServiceStatusResponse {
  @Text({ max: 253 }) hostname: string;
  @Flag({ description: 'Whether it is in the public list.' }) registered: boolean;
  @Flag({ description: 'Whether it can take a visitor now.' }) service_alive: boolean;
}

export class AdministeredLease extends ListedLease implements PolicyLease {
  @Text({ max: 110 }) identity_key: string;
  @Text({ max: 42, description: 'EIP-55.' }) address: string;
  @Integer({ max: Number.MAX_SAFE_INTEGER, description: 'Bytes a second; 0 means unlimited.' }) bps: number;
  @Text({ max: 45 }) client_ip: string;
  @Text({ max: 45, description: 'Empty where the client reported none.' }) reported_ip: string;
  @Flag() is_approved: boolean;
  @Flag() is_banned: boolean;
  @Flag() is_denied: boolean;
  @Flag({ description: 'Whether either address is banned.' }) is_ip_banned: boolean;
  @Integer({ description: 'Visitors being served.' }) connections: number;
  @Quantity({ description: 'Bytes from visitors, since the relay started.' }) bytes_in: number;
  @Quantity({ description: 'Bytes to visitors, since the relay started.' }) bytes_out: number;
}

export class PolicyState {
  @Nested(RelayPolicySettings) policy: RelayPolicySettings;
  @ListOf(AdministeredLease, { max: MAX_LEASES }) leases: AdministeredLease[];
}

export class UiPolicySettings extends RelayPolicySettings {
  @Flag() landing_page_enabled: boolean;
}

/** Of an identity that need not have a lease now. */
export class IdentityDecision {
  @Text({ max: 110 }) identity_key: string;
  @Flag() is_approved: boolean;
  @Flag() is_banned: boolean;
  @Flag() is_denied: boolean;
  @Integer({ max: Number.MAX_SAFE_INTEGER, description: 'Bytes a second; 0 means unlimited.' }) bps: number;
}

export class UiPolicyState {
  @Nested(UiPolicySettings) policy: UiPolicySettings;
  @Nested(RelayFacts) relay: RelayFacts;
  @ListOf(AdministeredLease, { max: MAX_LEASES }) leases: AdministeredLease[];
  @ListOf(IdentityDecision, { max: MAX_LEASES, description: 'All that was decided of identities.' })
  decisions: IdentityDecision[];

  @TextList({ maxItems: MAX_LEASES, maxLength: 45 }) banned_ips: string[];
}

export class UiPolicyChange extends RelayPolicyChange {
  @Flag({ optional: true, nullable: true }) landing_page_enabled?: boolean | null;
}
