import { DomainError } from '#libs/contracts';
import { relativePath } from '../../sftp/index.js';
import { recordingPath } from '../recording-path.js';
import { isRecording } from '../recording-list.js';

/** What a player asks for. Paths are below the storage's root. */
export type PlaybackPath =
  | { kind: 'playlist'; recording: string }
  /** All recordings of a folder, one after the other. */
  | { kind: 'folder-playlist'; folder: string }
  | { kind: 'init'; recording: string }
  | { kind: 'segment'; recording: string; index: number };

/** @throws DomainError file.not_found */
export const readPlaybackPath = (path: string): PlaybackPath => {
  const [, above = '', name = ''] = /^(?:(.*)\/)?([^/]+)$/s.exec(path) ?? [];
  if (name === 'index.m3u8') {
    return isRecording(above)
      ? { kind: 'playlist', recording: recordingPath(above) }
      : { kind: 'folder-playlist', folder: relativePath(above) };
  }
  if (name === 'init.mp4') return { kind: 'init', recording: recordingPath(above) };
  const [, index] = /^(\d{1,6})\.m4s$/.exec(name) ?? [];
  if (index === undefined) throw new DomainError('file.not_found');
  return { kind: 'segment', recording: recordingPath(above), index: Number(index) };
};
