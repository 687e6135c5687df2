import { Injectable } from '@nestjs/common';
import { PortalConfig } from '#libs/config';
import { findFfmpeg } from './engine/find-ffmpeg.js';

/** The ffmpeg of this host. Without it there are no live thumbnails, no sound of AAC for WebRTC, none of Opus for relays. */
@Injectable()
export class Ffmpeg {
  readonly program: string | null;

  constructor(config: PortalConfig) {
    this.program = findFfmpeg(config.get('FFMPEG_PATH'));
  }
}
