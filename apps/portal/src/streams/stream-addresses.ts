import { Injectable } from '@nestjs/common';
import { PortalConfig } from '#libs/config';
import { MediaNodes } from './nodes/media-nodes.js';
import type { PlaybackUrls, PublishUrls } from './streams.dto.js';

interface Ports {
  rtmps: number | null;
  rtmp: number | null;
  rtsps: number | null;
  webrtc: number | null;
}

/** Where streams are published to and played from, as whoever asks reaches the portal. */
@Injectable()
export class StreamAddresses {
  constructor(
    private readonly config: PortalConfig,
    private readonly nodes: MediaNodes,
  ) {}

  playback(origin: URL, key: string): PlaybackUrls {
    const base = `${origin.origin}/api/stream/${key}`;
    return { hls: `${base}/hls/index.m3u8`, webrtc: `${base}/webrtc/whep` };
  }

  thumbnail(origin: URL, key: string): string {
    return `${origin.origin}/api/stream/${key}/thumbnail`;
  }

  /** For a publisher with `key`, as much of it as is known. */
  async publishing(origin: URL, key: string): Promise<PublishUrls> {
    const ports = await this.ports();
    const host = this.hostFor(origin);
    return {
      rtmps: ports.rtmps === null ? null : `rtmps://${host}:${ports.rtmps}/live`,
      rtmp: ports.rtmp === null ? null : `rtmp://${host}:${ports.rtmp}/live`,
      rtsps: ports.rtsps === null ? null : `rtsps://${host}:${ports.rtsps}/live/${key}`,
      whip: ports.webrtc === null ? null : `${origin.origin}/api/stream/${key}/webrtc/whip`,
    };
  }

  /** What a living node says; while there is none, where one would listen. */
  private async ports(): Promise<Ports> {
    const isPlainOn = this.config.get('RTMP_PLAIN_ENABLED');
    const living = (await this.nodes.capabilities())?.ports;
    if (living) return { ...living, rtmp: isPlainOn ? living.rtmp : null };
    const isOff = this.config.get('MEDIA_ENGINE') === 'off';
    const port = (name: 'PORTAL_RTMPS_PORT' | 'PORTAL_RTMP_PORT' | 'PORTAL_RTSPS_PORT' | 'PORTAL_WEBRTC_PORT') =>
      isOff || this.config.get(name) === 0 ? null : this.config.get(name);
    return {
      rtmps: port('PORTAL_RTMPS_PORT'),
      rtmp: isPlainOn ? port('PORTAL_RTMP_PORT') : null,
      rtsps: port('PORTAL_RTSPS_PORT'),
      webrtc: port('PORTAL_WEBRTC_PORT'),
    };
  }

  private hostFor(origin: URL): string {
    return this.config.get('PORTAL_STREAM_HOST') ?? origin.hostname;
  }
}
