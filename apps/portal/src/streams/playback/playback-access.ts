import { Injectable } from '@nestjs/common';
import { DataSource, MoreThan } from 'typeorm';
import { DomainError, hasScope } from '#libs/contracts';
import { sha256 } from '#libs/crypto';
import type { Principal } from '../../auth/index.js';
import { SettingsService } from '../../settings/index.js';
import { User } from '../../users/index.js';
import { type PlayableStream, PlayableStreams } from './playable-streams.js';
import { StreamShare } from './stream-share.entity.js';
import type { Grant } from './viewer-pass.js';

/** Who asks for a stream, and how. */
export interface Watcher {
  /** `pub_…` or `live_…`. */
  key: string;
  principal: Principal | null;
  /** What a link carries. */
  share?: string | undefined;
}

/** Who may play what. */
@Injectable()
export class PlaybackAccess {
  constructor(
    private readonly dataSource: DataSource,
    private readonly streams: PlayableStreams,
    private readonly settings: SettingsService,
  ) {}

  /** @throws DomainError stream.not_found, share.invalid, auth.required */
  async require({ key, principal, share }: Watcher): Promise<{ stream: PlayableStream; grant: Grant }> {
    const stream = await this.streams.find(key);
    if (!stream) throw new DomainError('stream.not_found');
    if (key.startsWith('live_')) return { stream, grant: { kind: 'key', id: stream.keyTag } };
    if (this.isOpen(stream)) return { stream, grant: { kind: 'public', id: 0 } };
    if (principal && this.mayWatch(stream, principal)) return { stream, grant: { kind: 'user', id: principal.userId } };
    if (share) return { stream, grant: await this.requireShare(stream, share) };
    throw new DomainError(stream.isPublic ? 'auth.required' : 'stream.not_found');
  }

  /** Plays for whoever has its key. */
  isOpen({ isPublic }: PlayableStream): boolean {
    return isPublic && !this.settings.current.streams.watching_needs_sign_in;
  }

  /** Whether what was granted before is so still. */
  async stillHolds({ kind, id }: Grant, stream: PlayableStream): Promise<boolean> {
    switch (kind) {
      case 'public':
        return this.isOpen(stream);
      case 'key':
        return id === stream.keyTag;
      case 'share':
        return this.dataSource.manager.existsBy(StreamShare, {
          id,
          streamId: stream.id,
          expiresAt: MoreThan(new Date()),
        });
      case 'user': {
        const user = await this.dataSource.manager.findOneBy(User, { id });
        if (!user || user.disabledAt) return false;
        return stream.isPublic || user.id === stream.ownerId || user.role === 'admin';
      }
    }
  }

  private mayWatch({ isPublic, ownerId }: PlayableStream, { userId, role, scopes }: Principal): boolean {
    return hasScope(scopes, 'streams:read') && (isPublic || userId === ownerId || role === 'admin');
  }

  private async requireShare({ id: streamId }: PlayableStream, token: string): Promise<Grant> {
    const where = { streamId, hash: sha256(token), expiresAt: MoreThan(new Date()) };
    const share = await this.dataSource.manager.findOneBy(StreamShare, where);
    if (!share) throw new DomainError('share.invalid');
    return { kind: 'share', id: share.id };
  }
}
