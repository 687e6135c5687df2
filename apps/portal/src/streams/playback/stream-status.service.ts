import { Injectable } from '@nestjs/common';
import { DomainError } from '#libs/contracts';
import type { Principal } from '../../auth/index.js';
import type { LiveStatus, LiveTrack } from '../nodes/media-client.js';
import { StreamAddresses } from '../stream-addresses.js';
import { StreamRows } from '../stream-rows.js';
import { LIVE } from '../stream.entity.js';
import { LiveStatuses } from './live-statuses.js';
import type { HealthWarning, LiveTrackReply, StreamHealthReply, StreamStatusReply } from './playback.dto.js';
import { PlaybackAccess, type Watcher } from './playback-access.js';
import { ViewerCounts } from './viewer-counts.js';

/** Longer than this and players wait long for a picture. */
const RARE_KEY_FRAMES_SECONDS = 4;

/** What of video browsers all play. */
const EVERYWHERE = /^avc1\./;

/** How a stream does, for whoever may watch it; for its owner also what should be done about it. */
@Injectable()
export class StreamStatusService {
  constructor(
    private readonly access: PlaybackAccess,
    private readonly rows: StreamRows,
    private readonly addresses: StreamAddresses,
    private readonly statuses: LiveStatuses,
    private readonly counts: ViewerCounts,
  ) {}

  /** @throws DomainError stream.not_found, share.invalid, auth.required */
  async read(watcher: Watcher, origin: URL): Promise<StreamStatusReply> {
    const { stream, grant } = await this.access.require(watcher);
    const row = await this.rows.findAny(stream.id);
    if (!row) throw new DomainError('stream.not_found');
    const status = row.is_live === LIVE ? await this.statuses.find(row.id) : undefined;
    const isOwners = grant.kind === 'key' || isOwner(watcher.principal, stream.ownerId);
    return {
      id: row.id,
      title: row.title,
      description: row.description,
      owner: row.owner,
      is_live: row.is_live,
      live_since: row.live_since,
      viewer_count: await this.counts.of(row),
      chat_channel_id: row.chat_channel_id,
      tracks: status?.tracks.map(presentTrack) ?? [],
      is_webrtc_degraded: status !== undefined && (status.hasBFrames || status.isSilentByWebRtc),
      playback_urls: this.addresses.playback(origin, row.playback_key),
      thumbnail_url: this.addresses.thumbnail(origin, row.playback_key),
      ...(isOwners && { health: status ? healthOf(status) : null }),
    };
  }
}

const isOwner = (principal: Principal | null, ownerId: number): boolean => principal?.userId === ownerId;

const presentTrack = ({ sampleRate, ...track }: LiveTrack): LiveTrackReply => ({
  ...track,
  ...(sampleRate !== undefined && { sample_rate: sampleRate }),
});

const healthOf = (status: LiveStatus): StreamHealthReply => ({
  protocol: status.protocol,
  is_publishing: status.isPublishing,
  key_frame_interval: status.keyFrameInterval,
  has_b_frames: status.hasBFrames,
  dropped: status.dropped,
  bitrate: status.tracks.reduce((total, { bitrate }) => total + bitrate, 0),
  warnings: warningsOf(status),
});

const warningsOf = (status: LiveStatus): HealthWarning[] => {
  const { isPublishing, tracks, hasBFrames, isSilentByWebRtc, keyFrameInterval, dropped } = status;
  const video = tracks.find(({ kind }) => kind === 'video');
  const audio = tracks.find(({ kind }) => kind === 'audio');
  const found: Record<HealthWarning, boolean> = {
    publisher_away: !isPublishing,
    b_frames: hasBFrames,
    key_frames_rare: (keyFrameInterval ?? 0) > RARE_KEY_FRAMES_SECONDS,
    no_video: tracks.length > 0 && !video,
    no_audio: tracks.length > 0 && !audio,
    no_audio_by_webrtc: isSilentByWebRtc,
    codec_not_everywhere: video !== undefined && !EVERYWHERE.test(video.codec),
    dropping: dropped > 0,
  };
  return (Object.keys(found) as HealthWarning[]).filter((warning) => found[warning]);
};
