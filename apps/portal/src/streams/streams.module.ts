import { Inject, Module } from '@nestjs/common';
import { StreamChannelsModule } from '../chat/stream-channels/index.js';
import { ChatUploadsModule } from '../chat/uploads/index.js';
import { AuthModule } from '../auth/index.js';
import { EntryAddresses } from '../connections/index.js';
import { METRICS } from '../boundary/log.js';
import { ModerationModule } from '../moderation/index.js';
import { PublicStats, UsersModule } from '../users/index.js';
import { VoiceModule } from '../voice/index.js';
import type { Metrics } from '#libs/telemetry';
import { KnownMediaNodes } from './nodes/known-media-nodes.js';
import { MediaNodes } from './nodes/media-nodes.js';
import { HlsFiles } from './playback/hls-files.js';
import { HlsRoad } from './playback/hls-road.js';
import { LiveStatuses } from './playback/live-statuses.js';
import { PlayableStreams } from './playback/playable-streams.js';
import { PlaybackAccess } from './playback/playback-access.js';
import { PlaybackController } from './playback/playback.controller.js';
import { PlaybackService } from './playback/playback.service.js';
import { SharesController } from './playback/shares.controller.js';
import { SharesService } from './playback/shares.service.js';
import { StreamStatusService } from './playback/stream-status.service.js';
import { ViewerCounts } from './playback/viewer-counts.js';
import { ViewerNews } from './playback/viewer-news.js';
import { Viewers } from './playback/viewers.js';
import { WebRtcController } from './playback/webrtc.controller.js';
import { WebRtcService } from './playback/webrtc.service.js';
import { RtmpTokensService } from './publishing/rtmp-tokens.service.js';
import { StreamKeys } from './publishing/stream-keys.js';
import { RelaysController } from './relays/relays.controller.js';
import { RelaysService } from './relays/relays.service.js';
import { StreamAddresses } from './stream-addresses.js';
import { StreamBansController } from './stream-bans.controller.js';
import { StreamBansService } from './stream-bans.service.js';
import { StreamDirectory } from './stream-directory.js';
import { StreamRows } from './stream-rows.js';
import { StreamsController } from './streams.controller.js';
import { StreamsService } from './streams.service.js';
import { Snapshots } from './thumbnails/snapshots.js';
import { ThumbnailsController } from './thumbnails/thumbnails.controller.js';
import { ThumbnailsService } from './thumbnails/thumbnails.service.js';

/** Streams for those who own, watch and publish them; the media itself is the media role's. */
@Module({
  imports: [AuthModule, ChatUploadsModule, ModerationModule, StreamChannelsModule, UsersModule, VoiceModule],
  controllers: [
    PlaybackController,
    RelaysController,
    SharesController,
    StreamBansController,
    StreamsController,
    ThumbnailsController,
    WebRtcController,
  ],
  providers: [
    EntryAddresses,
    HlsFiles,
    HlsRoad,
    LiveStatuses,
    { provide: MediaNodes, useClass: KnownMediaNodes },
    PlayableStreams,
    PlaybackAccess,
    PlaybackService,
    RelaysService,
    RtmpTokensService,
    SharesService,
    Snapshots,
    StreamAddresses,
    StreamBansService,
    StreamDirectory,
    StreamKeys,
    StreamRows,
    StreamsService,
    StreamStatusService,
    ThumbnailsService,
    ViewerCounts,
    ViewerNews,
    Viewers,
    WebRtcService,
  ],
  exports: [HlsRoad, MediaNodes],
})
export class StreamsModule {
  constructor(
    rows: StreamRows,
    stats: PublicStats,
    road: HlsRoad,
    files: HlsFiles,
    viewers: Viewers,
    @Inject(METRICS) metrics: Metrics,
  ) {
    stats.register('live_streams', () => rows.countOpen());
    metrics.gauge('portal_hls_answers', 'HLS requests answered the short way.', () => road.totals.answered);
    metrics.gauge('portal_hls_refused', 'HLS requests refused on the short way.', () => road.totals.refused);
    metrics.gauge('portal_hls_bytes', 'Bytes of HLS sent the short way.', () => road.totals.bytes);
    metrics.gauge('portal_hls_asked', 'HLS files asked of media nodes.', () => files.totals.asked);
    metrics.gauge('portal_hls_kept_bytes', 'Bytes of HLS files kept in memory.', () => files.keptBytes);
    metrics.gauge('portal_hls_viewers', 'Passes of HLS viewers kept in memory.', () => viewers.size);
  }
}
