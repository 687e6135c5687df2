import { applyDecorators } from '@nestjs/common';
import { Transform, type TransformFnParams } from 'class-transformer';
import type {
  DomainResponse,
  Identity,
  LeaseMetadata,
  RegisterChallengeResponse,
  RegisterRequest,
  RegisterResponse,
  RenewResponse,
  UnregisterRequest,
} from '#libs/relay-protocol';
import { Flag, Integer, Moment, Nested, Text, TextList } from '../boundary/fields.js';

/** Clients in Go write null for what they leave out. */
const LEFT_OUT = { optional: true, nullable: true } as const;

const MAX_TOKEN = 4096;

const AccessToken = (): PropertyDecorator => Text({ min: 1, max: MAX_TOKEN });
/** One that is missing is a wrong one, not a wrong form. */
const PresentedToken = (): PropertyDecorator =>
  applyDecorators(
    Text({ max: MAX_TOKEN }),
    Transform(({ value }: TransformFnParams): unknown => value ?? ''),
  );
const Seconds = (): PropertyDecorator =>
  Integer({
    min: Number.MIN_SAFE_INTEGER,
    max: Number.MAX_SAFE_INTEGER,
    description: 'Seconds, from 10 to 3600: what is outside is brought inside. Nothing or 0 means 30.',
    ...LEFT_OUT,
  });
const ReportedIp = (): PropertyDecorator =>
  Text({ max: 255, description: 'Public address the client believes to have; dropped where it is none.', ...LEFT_OUT });

export class LeaseIdentity implements Identity {
  @Text({ max: 255, description: 'Becomes one DNS label.' }) name: string;
  @Text({ max: 64, description: 'Ethereum address.' }) address: string;
}

export class LeaseMetadataFields {
  @Text({ max: 4096, ...LEFT_OUT }) description?: string | null;
  @Text({ max: 255, ...LEFT_OUT }) owner?: string | null;
  @Text({ max: 65_536, description: 'URL or `data:` value.', ...LEFT_OUT }) thumbnail?: string | null;
  @TextList({ maxItems: 32, maxLength: 64, ...LEFT_OUT }) tags?: string[] | null;
  @Flag({ description: 'Leaves the lease out of public lists.', ...LEFT_OUT }) hide?: boolean | null;
}

export class NewChallenge {
  @Nested(LeaseIdentity) identity: LeaseIdentity;
  @Nested(LeaseMetadataFields, LEFT_OUT) metadata?: LeaseMetadataFields | null;
  @Seconds() ttl?: number | null;
  @Flag({ description: 'Asks for a public UDP port.', ...LEFT_OUT }) udp_enabled?: boolean | null;
  @Flag({ description: 'Asks for a public TCP port.', ...LEFT_OUT }) tcp_enabled?: boolean | null;
  @Text({ max: 256, description: 'Of a path over several relays, which this one does not offer.', ...LEFT_OUT })
  hop_token?: string | null;
  @Text({ max: 254, description: 'Outer name of Encrypted ClientHello, one label below the root host.', ...LEFT_OUT })
  route_hostname?: string | null;
  @Text({ max: 64, description: 'Base64url of the hash of the public name.', ...LEFT_OUT })
  hostname_hash?: string | null;
  @Text({ max: 8192, description: 'Base64 of an ECHConfigList of up to 4096 bytes.', ...LEFT_OUT })
  ech_config_list?: string | null;
}

export class ChallengeReply implements RegisterChallengeResponse {
  @Text({ max: 20 }) challenge_id: string;
  @Moment() expires_at: string;
  @Text({ max: 2048, description: 'EIP-4361: to be signed as it is.' }) siwe_message: string;
}

export class NewLease implements RegisterRequest {
  @Text({ min: 1, max: 64 }) challenge_id: string;
  @Text({ min: 1, max: 4096 }) siwe_message: string;
  @Text({ min: 1, max: 256, description: 'EIP-191: 0x and the hexadecimal digits of r, s and v.' })
  siwe_signature: string;
  @ReportedIp() reported_ip?: string;
}

export class LeaseReply implements RegisterResponse {
  @Nested(LeaseIdentity) identity: LeaseIdentity;
  @Moment() expires_at: string;
  @Text({ max: 253 }) hostname: string;
  @AccessToken() access_token: string;
  @Integer({ max: 65_535, description: 'Port where the relay takes TLS, and QUIC over UDP.' }) sni_port: number;
  @Flag() udp_enabled: boolean;
  @Text({ max: 260, optional: true }) udp_addr?: string;
  @Flag() tcp_enabled: boolean;
  @Text({ max: 260, optional: true }) tcp_addr?: string;
}

export class LeaseRenewal {
  @PresentedToken() access_token = '';
  @Seconds() ttl?: number | null;
  @ReportedIp() reported_ip?: string | null;
  @Nested(LeaseMetadataFields, LEFT_OUT) metadata?: LeaseMetadataFields | null;
}

export class RenewalReply implements RenewResponse {
  @Moment() expires_at: string;
  @AccessToken() access_token: string;
}

export class LeaseEnd implements UnregisterRequest {
  @PresentedToken() access_token = '';
}

/** Nothing: `"data":{}`. */
export class LeaseEndReply {}

export class RelayEns {
  @Flag() enabled: boolean;
  @Flag() verified: boolean;
}

export class RelayPayments {
  @Flag() enabled: boolean;
  @Text({ max: 300, optional: true }) url?: string;
  @Text({ max: 32, optional: true }) network?: string;
  @Text({ max: 32, optional: true }) network_name?: string;
  @Text({ max: 320, optional: true }) supported_url?: string;
  @Text({ max: 255, optional: true }) pay_to?: string;
}

export class DomainReply implements DomainResponse {
  @Text({ max: 8, description: 'A client of another version leaves.' }) protocol_version: string;
  @Text({ max: 32 }) release_version: string;
  @Nested(RelayEns) ens: RelayEns;
  @Nested(RelayPayments) x402: RelayPayments;
}

/** Without what is empty. */
export const metadataOf = (fields: LeaseMetadataFields | null | undefined): LeaseMetadata => ({
  ...(fields?.description && { description: fields.description }),
  ...(fields?.owner && { owner: fields.owner }),
  ...(fields?.thumbnail && { thumbnail: fields.thumbnail }),
  ...(fields?.tags?.length && { tags: fields.tags }),
  ...(fields?.hide && { hide: true }),
});
