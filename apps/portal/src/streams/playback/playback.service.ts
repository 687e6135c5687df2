import { Injectable } from '@nestjs/common';
import { DomainError } from '#libs/contracts';
import type { Principal } from '../../auth/index.js';
import { type Admitted, HlsFile } from './hls-file.js';
import { HlsFiles, NO_DIRECTIVES } from './hls-files.js';
import { readHlsUrl, type HlsRequest } from './hls-request.js';
import { PlaybackAccess } from './playback-access.js';
import { withAddresses } from './viewer-playlist.js';
import { PASS_PREFIX } from './viewer-pass.js';
import { Viewers } from './viewers.js';

const MULTIVARIANT = 'index.m3u8';

/** Which headers an answer goes with. */
export interface HlsAnswer {
  file: HlsFile;
  admitted: Admitted;
}

/** HLS for whoever is not known yet: who may watch gets a pass, and from then on takes the short way. */
@Injectable()
export class PlaybackService {
  constructor(
    private readonly access: PlaybackAccess,
    private readonly files: HlsFiles,
    private readonly viewers: Viewers,
  ) {}

  /** @throws DomainError stream.not_found, stream.offline, share.invalid, auth.required, file.not_found */
  async hls(url: string, principal: Principal | null): Promise<HlsAnswer> {
    const wanted = readHlsUrl(url);
    if (!wanted) throw new DomainError('file.not_found');
    if (wanted.key.startsWith(PASS_PREFIX)) return this.byPass(wanted);

    const viewer = wanted.pass ? await this.viewers.find(wanted.pass) : undefined;
    const { stream, grant } = await this.access.require({ key: wanted.key, principal, share: wanted.share });
    if (viewer && viewer.pass.streamId === stream.id) viewer.seenAt = Date.now();
    const admitted = this.access.isOpen(stream) ? 'open' : 'closed';
    if (wanted.file !== MULTIVARIANT) {
      return { file: await this.files.get(stream.id, wanted.file, wanted.directives), admitted };
    }
    const { body, contentType } = await this.files.get(stream.id, MULTIVARIANT, NO_DIRECTIVES);
    const pass = this.viewers.admit(stream, grant);
    const addressOf = (uri: string): string =>
      admitted === 'open' ? `../../${stream.playbackKey}/hls/${uri}?v=${pass}` : `../../${pass}/hls/${uri}`;
    const playlist = Buffer.from(withAddresses(body.toString(), addressOf));
    return { file: new HlsFile({ body: playlist, contentType, isImmutable: false }), admitted: 'closed' };
  }

  private async byPass({ key, file, directives }: HlsRequest): Promise<HlsAnswer> {
    const viewer = await this.viewers.find(key);
    if (!viewer) throw new DomainError('stream.not_found');
    viewer.seenAt = Date.now();
    return { file: await this.files.get(viewer.pass.streamId, file, directives), admitted: 'closed' };
  }
}
