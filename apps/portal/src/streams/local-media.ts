import { Injectable } from '@nestjs/common';
import { PortalConfig } from '#libs/config';
import { DomainError } from '#libs/contracts';
import type { TrackHealth } from './engine/health-meter.js';
import { KeyFramePictures } from './engine/key-frame-pictures.js';
import { WebRtc } from './engine/webrtc/webrtc.js';
import { Ffmpeg } from './ffmpeg.js';
import type { HlsReply, LiveStatus, LiveTrack, MediaClient, WebRtcAnswer } from './nodes/media-client.js';
import { Broadcasts } from './publishing/broadcasts.js';
import { DatabasePublishGate } from './publishing/publish-gate.js';

/** The broadcasts of this node, as the other processes of the portal see them. */
@Injectable()
export class LocalMedia implements MediaClient {
  private readonly snapshots: KeyFramePictures;
  private webRtc: WebRtc | undefined;

  constructor(
    private readonly config: PortalConfig,
    private readonly broadcasts: Broadcasts,
    private readonly gate: DatabasePublishGate,
    private readonly ffmpeg: Ffmpeg,
  ) {
    this.snapshots = new KeyFramePictures(ffmpeg.program);
  }

  /** The UDP port of WHIP and WHEP. @throws Error — it is taken, or WebRTC does not run here */
  async openWebRtc(): Promise<number> {
    this.webRtc = await WebRtc.open({
      port: this.config.get('PORTAL_WEBRTC_PORT'),
      announcedIps: this.config.get('PORTAL_ANNOUNCED_IPS'),
      ffmpeg: this.ffmpeg.program,
    });
    return this.webRtc.port;
  }

  closeWebRtc(): void {
    this.webRtc?.close();
  }

  async hls(streamId: number, file: string, query: URLSearchParams, signal?: AbortSignal): Promise<HlsReply> {
    const { hls } = this.broadcasts.require(streamId).readers;
    const { status, contentType, body, cache } = await hls.serve(file, query, signal);
    return {
      status,
      contentType,
      body: Buffer.isBuffer(body) ? body : Buffer.concat(body),
      isImmutable: cache === 'immutable',
    };
  }

  publish(request: { key: string; address: string; userAgent: string | null; offer: string }): Promise<WebRtcAnswer> {
    return this.requireWebRtc().publishByWhip(request, this.gate);
  }

  async play(streamId: number, offer: string): Promise<WebRtcAnswer> {
    const { live, readers } = this.broadcasts.require(streamId);
    return this.requireWebRtc().playByWhep(live, { offer, hasBFrames: readers.health.hasBFrames });
  }

  async addCandidates(sessionId: string, fragment: string): Promise<void> {
    this.requireWebRtc().addCandidates(sessionId, fragment);
  }

  async endWebRtc(sessionId: string): Promise<void> {
    this.requireWebRtc().end(sessionId);
  }

  async snapshot(streamId: number): Promise<Buffer | null> {
    return this.snapshots.take(this.broadcasts.require(streamId).readers.keyFrames);
  }

  async status(streamId: number): Promise<LiveStatus> {
    const { live, claim, readers } = this.broadcasts.require(streamId);
    const { health } = readers;
    const viewers = this.webRtc?.viewers(streamId) ?? [];
    return {
      protocol: claim.protocol,
      isPublishing: live.isLive,
      tracks: health.health.map(presentTrack),
      keyFrameInterval: health.keyFrameInterval === null ? null : health.keyFrameInterval / 1e6,
      hasBFrames: health.hasBFrames,
      isSilentByWebRtc: this.ffmpeg.program === null && health.hasAac,
      dropped: live.stats.dropped + readers.hls.stats.dropped + (readers.recording?.recorder.stats.dropped ?? 0),
      webRtcViewers: viewers.length,
    };
  }

  private requireWebRtc(): WebRtc {
    if (!this.webRtc) throw new DomainError('server.unavailable');
    return this.webRtc;
  }
}

const presentTrack = ({ track, bitrate, rate }: TrackHealth): LiveTrack => {
  const { kind } = track;
  // As players name it, where its configuration says so much.
  const codec = track.codecString || track.codec;
  if (kind === 'audio') return { kind, codec, bitrate, sampleRate: track.sampleRate, channels: track.channels };
  return { kind, codec, bitrate, width: track.width, height: track.height, fps: Math.round(rate * 100) / 100 };
};
