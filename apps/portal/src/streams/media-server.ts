import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { PortalConfig } from '#libs/config';
import { Keyring } from '#libs/crypto';
import type { Log } from '#libs/telemetry';
import { LOG } from '../boundary/log.js';
import { nodeSecret } from '../nodes/index.js';
import { letHeapGrow } from './engine/heap-growth.js';
import { RtmpServer } from './engine/ingest/rtmp.server.js';
import { RtspServer } from './engine/ingest/rtsp.server.js';
import { MediaCertificate } from './engine/media-certificate.js';
import { Ffmpeg } from './ffmpeg.js';
import { LocalMedia } from './local-media.js';
import { MediaMtxMedia } from './mediamtx-media.js';
import type { MediaClient } from './nodes/media-client.js';
import { MediaFace } from './nodes/media-face.js';
import type { MediaCapabilities } from './nodes/media-node.entity.js';
import { OwnMediaNode } from './nodes/own-media-node.js';
import { DatabasePublishGate } from './publishing/publish-gate.js';

/** What the media role listens on. A port that is taken leaves out its protocol, and nothing else. */
@Injectable()
export class MediaServer implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly servers: { close(): Promise<void> }[] = [];
  private face: MediaFace | undefined;

  constructor(
    private readonly config: PortalConfig,
    private readonly keyring: Keyring,
    private readonly node: OwnMediaNode,
    private readonly gate: DatabasePublishGate,
    private readonly media: LocalMedia,
    private readonly mediaMtx: MediaMtxMedia,
    private readonly ffmpeg: Ffmpeg,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { media, ports } = await this.openEngine();
    const url = new URL(this.config.get('PORTAL_MEDIA_URL') ?? 'http://127.0.0.1:0');
    this.face = new MediaFace({
      media,
      secret: nodeSecret(this.keyring, 'media'),
      onError: (err) => this.log.error({ scope: 'media', err }, 'inner face'),
    });
    url.port = String(await this.face.listen(Number(url.port), url.hostname));
    await this.node.announce(url.origin, { ports, ffmpeg: this.ffmpeg.program !== null });
    this.log.info({ scope: 'media', ports, ffmpeg: this.ffmpeg.program }, 'taking publishers');
  }

  async onApplicationShutdown(): Promise<void> {
    await this.node.withdraw();
    this.media.closeWebRtc();
    await this.mediaMtx.close();
    await Promise.all(this.servers.map((server) => server.close()));
    await this.face?.close();
  }

  private async openEngine(): Promise<{ media: MediaClient; ports: MediaCapabilities['ports'] }> {
    const { config } = this;
    if (config.get('MEDIA_ENGINE') !== 'mediamtx') return { media: this.media, ports: await this.openIngest() };
    this.log.info({ scope: 'media', ...(await this.mediaMtx.open()) }, 'MediaMTX takes the publishers');
    // It listens, not this process; 0 says that it does not.
    const port = (
      name: 'PORTAL_RTMP_PORT' | 'PORTAL_RTMPS_PORT' | 'PORTAL_RTSPS_PORT' | 'PORTAL_WEBRTC_PORT',
    ): number | null => config.get(name) || null;
    const ports = {
      rtmp: config.get('RTMP_PLAIN_ENABLED') ? port('PORTAL_RTMP_PORT') : null,
      rtmps: port('PORTAL_RTMPS_PORT'),
      rtsps: port('PORTAL_RTSPS_PORT'),
      webrtc: port('PORTAL_WEBRTC_PORT'),
    };
    return { media: this.mediaMtx, ports };
  }

  private async openIngest(): Promise<MediaCapabilities['ports']> {
    const { config, gate } = this;
    letHeapGrow();
    const certificate = await this.certificate();
    const show = () => certificate.current();
    const onFault = (err: unknown): void => this.log.error({ scope: 'media', err }, 'publisher');
    return {
      rtmp: config.get('RTMP_PLAIN_ENABLED')
        ? await this.listen('rtmp', new RtmpServer({ gate, protocol: 'rtmp', onFault }), config.get('PORTAL_RTMP_PORT'))
        : null,
      rtmps: await this.listen(
        'rtmps',
        new RtmpServer({ gate, protocol: 'rtmps', certificate: show, onFault }),
        config.get('PORTAL_RTMPS_PORT'),
      ),
      rtsps: await this.listen(
        'rtsps',
        new RtspServer({ gate, certificate: show, onFault }),
        config.get('PORTAL_RTSPS_PORT'),
      ),
      webrtc: await this.attempt('webrtc', config.get('PORTAL_WEBRTC_PORT'), () => this.media.openWebRtc()),
    };
  }

  private certificate(): Promise<MediaCertificate> {
    const [cert, key] = [this.config.get('PORTAL_MEDIA_TLS_CERT'), this.config.get('PORTAL_MEDIA_TLS_KEY')];
    return MediaCertificate.open({
      files: cert && key ? { cert, key } : null,
      dataDir: this.config.get('PORTAL_DATA_DIR'),
      host: this.config.get('PORTAL_STREAM_HOST') ?? this.config.get('PORTAL_URL')?.hostname ?? 'localhost',
    });
  }

  private async listen(
    protocol: string,
    server: { listen(port: number, host: string): Promise<number>; close(): Promise<void> },
    port: number,
  ): Promise<number | null> {
    return this.attempt(protocol, port, async () => {
      const opened = await server.listen(port, this.config.get('PORTAL_HOST'));
      this.servers.push(server);
      return opened;
    });
  }

  private async attempt(protocol: string, port: number, open: () => Promise<number>): Promise<number | null> {
    try {
      return await open();
    } catch (err) {
      this.log.error({ scope: 'media', protocol, port, err }, 'does not listen: nobody can publish by this protocol');
      return null;
    }
  }
}
