import { Injectable } from '@nestjs/common';
import { DomainError } from '#libs/contracts';
import type { HlsReply, LiveStatus, MediaClient, WebRtcAnswer } from './nodes/media-client.js';
import type { MediaCapabilities } from './nodes/media-node.entity.js';
import { Broadcasts } from './publishing/broadcasts.js';

/** The broadcasts of this node, as the other processes of the portal see them. */
@Injectable()
export class LocalMedia implements MediaClient {
  constructor(private readonly broadcasts: Broadcasts) {}

  async capabilities(): Promise<MediaCapabilities> {
    return { ports: { rtmp: null, rtmps: null, rtsps: null, webrtc: null }, ffmpeg: false };
  }

  async hls(streamId: number, _file: string): Promise<HlsReply> {
    this.broadcasts.require(streamId);
    throw new DomainError('stream.offline');
  }

  async publish(): Promise<WebRtcAnswer> {
    throw new DomainError('server.unavailable');
  }

  async play(streamId: number): Promise<WebRtcAnswer> {
    this.broadcasts.require(streamId);
    throw new DomainError('server.unavailable');
  }

  async addCandidates(): Promise<void> {
    throw new DomainError('webrtc.session_not_found');
  }

  async endWebRtc(): Promise<void> {
    throw new DomainError('webrtc.session_not_found');
  }

  async snapshot(streamId: number): Promise<Buffer | null> {
    this.broadcasts.require(streamId);
    return null;
  }

  async status(streamId: number): Promise<LiveStatus> {
    const { live, claim } = this.broadcasts.require(streamId);
    return {
      protocol: claim.protocol,
      isPublishing: live.isLive,
      tracks: [],
      keyFrameInterval: null,
      hasBFrames: false,
      dropped: live.stats.dropped,
      webRtcViewers: 0,
    };
  }
}
