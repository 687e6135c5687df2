import { LIMITS } from '#libs/contracts';
import { Flag, Id, ListOf, Moment, OneOf, Text } from '../../boundary/fields.js';
import { RELAY_PLATFORM_IDS, type RelayPlatformId } from './relay-platforms.js';
import type { RelayState } from '../engine/egress/rtmp-relay.js';

const MAX_URL_CHARS = 500;
const MAX_KEY_CHARS = 500;

const Platform = ({ optional = false } = {}): PropertyDecorator => OneOf(RELAY_PLATFORM_IDS, { optional });
const Name = ({ optional = false } = {}): PropertyDecorator => Text({ min: 1, max: LIMITS.relayName, optional });
const RtmpUrl = ({ optional = false } = {}): PropertyDecorator =>
  Text({
    min: 8,
    max: MAX_URL_CHARS,
    pattern: /^rtmps?:\/\/[^\s]+$/i,
    hint: 'must start with rtmp:// or rtmps://',
    example: 'rtmp://live.twitch.tv/app',
    optional,
  });
const StreamKey = ({ optional = false } = {}): PropertyDecorator =>
  Text({ min: 1, max: MAX_KEY_CHARS, description: 'Sealed; never returned.', optional });

export class NewRelay {
  @Platform() platform: RelayPlatformId;
  @Name() name: string;
  @RtmpUrl() rtmp_url: string;
  @StreamKey() stream_key: string;
  @Flag({ optional: true, default: true }) enabled?: boolean;
}

export class RelayChanges {
  @Name({ optional: true }) name?: string;
  @RtmpUrl({ optional: true }) rtmp_url?: string;
  @StreamKey({ optional: true }) stream_key?: string;
  @Flag({ optional: true }) enabled?: boolean;
}

export const RELAY_STATES = ['off', 'connecting', 'live', 'failed'] as const satisfies readonly RelayState[];

export class RelayReply {
  @Id() id: number;
  @Platform() platform: string;
  @Name() name: string;
  @Text({ max: MAX_URL_CHARS }) rtmp_url: string;
  @Flag() has_stream_key: boolean;
  @Flag() enabled: boolean;
  @OneOf(RELAY_STATES, { description: '`off` while the stream is not on the air or the relay not enabled.' })
  state: RelayState;
  @Text({ max: 64, nullable: true, description: 'A code of the error table.' }) last_error: string | null;
  @Moment({ nullable: true }) last_error_at: Date | null;
  @Moment() created_at: Date;
}

export class RelaysReply {
  @ListOf(RelayReply) relays: RelayReply[];
}

export class RelayPlatformReply {
  @OneOf(RELAY_PLATFORM_IDS) id: string;
  @Text({ max: 32 }) name: string;
  @Text({ max: MAX_URL_CHARS, description: 'Empty where there is none.' }) default_url: string;
}

export class RelayPlatformsReply {
  @ListOf(RelayPlatformReply) platforms: RelayPlatformReply[];
}
