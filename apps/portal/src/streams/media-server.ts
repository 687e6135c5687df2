import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { PortalConfig } from '#libs/config';
import { Keyring } from '#libs/crypto';
import type { Log } from '#libs/telemetry';
import { LOG } from '../boundary/log.js';
import { LocalMedia } from './local-media.js';
import { MediaFace } from './nodes/media-face.js';
import { mediaSecret } from './nodes/media-secret.js';
import { OwnNode } from './nodes/own-node.js';

/** What the media role listens on. */
@Injectable()
export class MediaServer implements OnApplicationBootstrap, OnApplicationShutdown {
  private face: MediaFace | undefined;

  constructor(
    private readonly config: PortalConfig,
    private readonly keyring: Keyring,
    private readonly node: OwnNode,
    private readonly media: LocalMedia,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const url = this.config.get('PORTAL_MEDIA_URL') ?? new URL('http://127.0.0.1:0');
    this.face = new MediaFace({
      media: this.media,
      secret: mediaSecret(this.keyring),
      onError: (err) => this.log.error({ scope: 'media', err }, 'inner face'),
    });
    const port = await this.face.listen(Number(url.port), url.hostname);
    url.port = String(port);
    await this.node.announce(url.origin, await this.media.capabilities());
  }

  async onApplicationShutdown(): Promise<void> {
    await this.node.withdraw();
    await this.face?.close();
  }
}
