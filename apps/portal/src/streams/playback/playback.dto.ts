import { LIMITS } from '#libs/contracts';
import { Flag, Id, Integer, ListOf, Moment, Nested, OneOf, Quantity, Text, TextList } from '../../boundary/fields.js';
import { PlaybackUrls } from '../streams.dto.js';

export class PlaybackQuery {
  @Text({ min: 1, max: 128, optional: true, description: 'What a link to a private stream carries.' }) share?: string;
}

export class LiveTrackReply {
  @OneOf(['video', 'audio']) kind: 'video' | 'audio';
  @Text({ max: 64, example: 'avc1.64001f' }) codec: string;
  @Integer({ optional: true }) width?: number;
  @Integer({ optional: true }) height?: number;
  @Quantity({ optional: true, description: 'Frames a second, measured.' }) fps?: number;
  @Integer({ optional: true }) sample_rate?: number;
  @Integer({ optional: true }) channels?: number;
  @Quantity({ description: 'Bits a second over the last seconds.' }) bitrate: number;
}

/** What its publisher should know or change. Words for people live in the web app. */
export const HEALTH_WARNINGS = [
  'publisher_away',
  'b_frames',
  'key_frames_rare',
  'no_video',
  'no_audio',
  'no_audio_by_webrtc',
  'codec_not_everywhere',
  'dropping',
] as const;
export type HealthWarning = (typeof HEALTH_WARNINGS)[number];

export class StreamHealthReply {
  @Text({ max: 8, example: 'rtmps' }) protocol: string;
  @Flag({ description: 'False while the publisher may come back.' }) is_publishing: boolean;
  @Quantity({ nullable: true, description: 'Seconds between the last two.' }) key_frame_interval: number | null;
  @Flag() has_b_frames: boolean;
  @Integer({ description: 'Units that some reader did not get, since the start.' }) dropped: number;
  @Quantity({ description: 'Bits a second of all tracks.' }) bitrate: number;
  @TextList({ values: HEALTH_WARNINGS, maxItems: HEALTH_WARNINGS.length }) warnings: HealthWarning[];
}

export class StreamStatusReply {
  @Id() id: number;
  @Text({ max: LIMITS.streamTitle }) title: string;
  @Text({ max: LIMITS.streamDescription }) description: string;
  @Text({ max: 32 }) owner: string;
  @Integer({ max: 2, description: '0 offline, 1 live, 2 encoding.' }) is_live: number;
  @Moment({ nullable: true }) live_since: Date | null;
  @Integer() viewer_count: number;
  @Id({ nullable: true }) chat_channel_id: number | null;
  @ListOf(LiveTrackReply, { description: 'Of what is on the air.' }) tracks: LiveTrackReply[];
  @Flag({ description: 'Whether browsers get less by WebRTC than by HLS.' }) is_webrtc_degraded: boolean;
  @Nested(PlaybackUrls) playback_urls: PlaybackUrls;
  @Text({ max: 500 }) thumbnail_url: string;
  @Nested(StreamHealthReply, { optional: true, nullable: true, description: 'For its owner; null while it is off.' })
  health?: StreamHealthReply | null;
}

/** 90 days. */
const MAX_SHARE_SECONDS = 90 * 24 * 3600;
export const DEFAULT_SHARE_SECONDS = 24 * 3600;
export const MAX_SHARES = 50;

export class NewShare {
  @Integer({ min: 60, max: MAX_SHARE_SECONDS, optional: true, default: DEFAULT_SHARE_SECONDS, description: 'Seconds.' })
  expires_in?: number;
}

export class NewShareReply {
  @Id() id: number;
  @Text({ max: 500, description: 'The page to watch at.' }) url: string;
  @Text({ max: 64, description: 'For players: `?share=` of any playback address. Shown once.' }) token: string;
  @Moment() expires_at: Date;
}

export class ShareReply {
  @Id() id: number;
  @Moment() expires_at: Date;
  @Moment() created_at: Date;
}

export class SharesReply {
  @ListOf(ShareReply, { description: 'Those that have not run out, newest first.' }) shares: ShareReply[];
}
