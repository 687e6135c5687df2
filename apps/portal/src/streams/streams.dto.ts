import { LIMITS } from '#libs/contracts';
import { Flag, Id, Integer, ListOf, Moment, Nested, QueryInteger, Text } from '../boundary/fields.js';

const Title = ({ optional = false } = {}): PropertyDecorator => Text({ min: 1, max: LIMITS.streamTitle, optional });
const Description = (): PropertyDecorator => Text({ max: LIMITS.streamDescription, optional: true });

export class NewStream {
  @Title() title: string;
  @Description() description?: string;
  @Flag({ optional: true, default: true }) is_public?: boolean;
  @Flag({ optional: true, default: false }) rtmp_enabled?: boolean;
}

export class StreamChanges {
  @Title({ optional: true }) title?: string;
  @Description() description?: string;
  @Flag({ optional: true }) is_public?: boolean;
  @Flag({ optional: true }) rtmp_enabled?: boolean;
}

export class PlaybackUrls {
  @Text({ max: 500, description: 'LL-HLS; plain HLS players play it too.' }) hls: string;
  @Text({ max: 500, description: 'WHEP.' }) webrtc: string;
}

/** Where publishers connect to; null where the protocol is off. */
export class PublishUrls {
  @Text({ max: 500, nullable: true, description: 'The stream key goes into its own field.' }) rtmps: string | null;
  @Text({ max: 500, nullable: true, description: 'With a temporary token as key.' }) rtmp: string | null;
  @Text({ max: 500, nullable: true, description: 'With the key as `stream_key` shows it.' }) rtsps: string | null;
  @Text({ max: 500, nullable: true, description: 'With the key as `stream_key` shows it.' }) whip: string | null;
}

/** The fields from `stream_key` on are its owner's. */
export class StreamReply {
  @Id() id: number;
  @Text({ max: LIMITS.streamTitle }) title: string;
  @Text({ max: LIMITS.streamDescription }) description: string;
  @Id() owner_id: number;
  @Text({ max: 32 }) owner: string;
  @Integer({ max: 2, description: '0 offline, 1 live, 2 encoding: on no more, its recording not yet safe.' })
  is_live: number;
  @Moment({ nullable: true }) live_since: Date | null;
  @Flag() is_public: boolean;
  @Integer() viewer_count: number;
  @Id({ nullable: true }) chat_channel_id: number | null;
  @Text({ max: 64, description: 'Names the stream to players; no secret.' }) playback_key: string;
  @Nested(PlaybackUrls) playback_urls: PlaybackUrls;
  @Flag({ description: 'Whether its owner chose one.' }) has_thumbnail: boolean;
  @Text({ max: 500, description: 'Answers 404 while there is none.' }) thumbnail_url: string;
  @Moment() created_at: Date;

  @Text({ max: 64, optional: true, description: 'Whole when it is new, its beginning from then on.' })
  stream_key?: string;
  @Flag({ optional: true }) rtmp_enabled?: boolean;
  @Nested(PublishUrls, { optional: true }) publish_urls?: PublishUrls;
}

export class StreamsReply {
  @ListOf(StreamReply) streams: StreamReply[];
}

export const MAX_LISTED = 500;

export class StreamsQuery {
  @QueryInteger({ min: 1, max: MAX_LISTED, fallback: MAX_LISTED }) limit: number;
  @QueryInteger({ max: 1_000_000, fallback: 0 }) offset: number;
}

export class RtmpTokenReply {
  @Text({ max: 64, description: 'Shown once.' }) token: string;
  @Integer({ description: 'Seconds within which it must be used.' }) expires_in: number;
  @Text({ max: 500 }) rtmp_url: string;
}

export class NewBan {
  @Id() user_id: number;
  @Text({ max: 300, optional: true, description: 'The user gets to read it.' }) reason?: string;
}

export class BanReply {
  @Id() user_id: number;
  @Text({ max: 32 }) username: string;
  @Text({ max: 300 }) reason: string;
  @Text({ max: 32, nullable: true, description: 'Null: an automatic rule.' }) banned_by: string | null;
  @Moment({ nullable: true, description: 'Null: until it is lifted.' }) until: string | null;
  @Moment() created_at: string;
}

export class BansReply {
  @ListOf(BanReply, { description: 'Newest first.' }) bans: BanReply[];
}
