import { Dictionary, Flag, Integer, ListOf, Moment, Quantity, Text } from '../boundary/fields.js';

/** Extra fields would be signed for nothing: what is declared is all there is. */
export class RelayDescriptorReply {
  @Text({ max: 42 }) address: string;
  @Text({ max: 32 }) version: string;
  @Moment() issued_at: string;
  @Moment() expires_at: string;
  @Text({ max: 512 }) api_https_addr: string;
  @Text({ max: 64, optional: true }) wireguard_public_key?: string;
  @Integer({ max: 65_535, optional: true }) wireguard_port?: number;
  @Flag({ optional: true }) supports_overlay?: boolean;
  @Flag({ optional: true }) supports_udp?: boolean;
  @Flag({ optional: true }) supports_tcp?: boolean;
  @Integer({ optional: true }) active_connections?: number;
  @Quantity({ optional: true, description: 'Bytes a second over TCP.' }) tcp_bps?: number;
  @Text({ max: 128, description: 'Base64 of the recovery byte, r and s over the canonical JSON.' }) signature: string;
}

export class DiscoveryReply {
  @Text({ max: 32 }) protocol_version: string;
  @Moment() generated_at: string;
  @ListOf(RelayDescriptorReply, { description: 'This relay first.' }) relays: RelayDescriptorReply[];
}

export class Announcement {
  @Text({ max: 32, optional: true, nullable: true }) protocol_version?: string | null;
  @Dictionary({ description: 'A signed relay descriptor.' }) descriptor: Record<string, unknown>;
}

export class AnnouncementReply {
  @Text({ max: 32 }) protocol_version: string;
  @Flag() accepted: boolean;
}
