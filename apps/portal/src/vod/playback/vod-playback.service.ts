import { Injectable } from '@nestjs/common';
import { DomainError, LIMITS } from '#libs/contracts';
import { type PlaylistEntry, type RecordingIndex, vodPlaylist } from '#libs/media';
import { RemoteFolder } from '../../sftp/index.js';
import { isRecording } from '../recording-list.js';
import { findRecording, type RecordingVersion } from '../remote-recording.js';
import { StorageSessions } from '../storage-sessions.js';
import { readPlaybackPath } from './playback-path.js';
import { RecordingPlayers } from './recording-players.js';

export interface PlaybackFile {
  type: 'application/vnd.apple.mpegurl' | 'video/mp4' | 'video/iso.segment';
  content: Buffer;
}

/** Recordings whose indexes are read at once. */
const AT_ONCE = 8;

/** Plays recordings where they are: each piece is read from the storage and put into fragmented MP4 as it is asked for. */
@Injectable()
export class VodPlaybackService {
  constructor(
    private readonly sessions: StorageSessions,
    private readonly players: RecordingPlayers,
  ) {}

  /**
   * `shift` is where a segment's recording begins in what is played, in microseconds.
   * @throws DomainError file.not_found, recording.damaged, storage.*, target.*
   */
  async file(userId: number, path: string, shift = 0): Promise<PlaybackFile> {
    const wanted = readPlaybackPath(path);
    if (wanted.kind === 'folder-playlist') return this.folderPlaylist(userId, wanted.folder);
    const version = await this.sessions.use(userId, (storage) => findRecording(storage, wanted.recording));
    if (wanted.kind === 'playlist') {
      return playlist([entryOf('', version, await this.players.index(userId, version))]);
    }
    if (wanted.kind === 'init') {
      const content = await this.players.use(userId, version, async (player) => player.init());
      return { type: 'video/mp4', content };
    }
    const pieces = await this.players.use(userId, version, (player) => player.segment(wanted.index, shift));
    if (!pieces) throw new DomainError('file.not_found');
    return { type: 'video/iso.segment', content: Buffer.concat(pieces) };
  }

  /** What is damaged is left out, and named in a comment. @throws DomainError recording.damaged — there is nothing else */
  private async folderPlaylist(userId: number, folder: string): Promise<PlaybackFile> {
    const versions = await this.recordingsOf(userId, folder);
    const entries: PlaylistEntry[] = [];
    const damaged: string[] = [];
    // Where the next begins; the first stays where it is.
    let start: number | undefined;
    for (let at = 0; at < versions.length; at += AT_ONCE) {
      const some = versions.slice(at, at + AT_ONCE);
      const found = await Promise.all(some.map((version) => this.indexOrDamage(userId, version)));
      for (const [position, index] of found.entries()) {
        const version = some[position]!;
        const name = encodeURIComponent(version.relative.slice(version.relative.lastIndexOf('/') + 1));
        if (!index) {
          damaged.push(name);
          continue;
        }
        const { start: from } = index.segments[0]!;
        start ??= from;
        entries.push(entryOf(`${name}/`, version, index, start - from));
        start += index.segments.at(-1)!.end - from;
      }
    }
    if (entries.length === 0) throw new DomainError(damaged.length > 0 ? 'recording.damaged' : 'file.not_found');
    return playlist(entries, damaged);
  }

  private async recordingsOf(userId: number, folder: string): Promise<RecordingVersion[]> {
    const { entries } = await this.sessions.use(userId, ({ sftp, root }) => new RemoteFolder(sftp, root).list(folder));
    return entries
      .filter(({ name, kind }) => kind === 'file' && isRecording(name))
      .slice(0, LIMITS.archiveFiles)
      .map(({ name, size, modified }) => ({ relative: folder === '' ? name : `${folder}/${name}`, size, modified }));
  }

  private async indexOrDamage(userId: number, version: RecordingVersion): Promise<RecordingIndex | undefined> {
    try {
      return await this.players.index(userId, version);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'recording.damaged') return undefined;
      throw error;
    }
  }
}

/** Addresses name the content: what a player has of them stays right. */
const entryOf = (
  prefix: string,
  { size, modified }: RecordingVersion,
  index: RecordingIndex,
  shift = 0,
): PlaylistEntry => {
  const version = `?v=${modified.toString(36)}-${size.toString(36)}`;
  return {
    index,
    mapUri: `${prefix}init.mp4${version}`,
    segmentUri: (segment) => `${prefix}${segment}.m4s${version}${shift > 0 ? `&shift=${shift}` : ''}`,
  };
};

const playlist = (entries: readonly PlaylistEntry[], damaged: readonly string[] = []): PlaybackFile => ({
  type: 'application/vnd.apple.mpegurl',
  content: Buffer.from(vodPlaylist(entries) + damaged.map((name) => `# recording.damaged ${name}\n`).join('')),
});
