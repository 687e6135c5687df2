import { toAnnexB, type MediaUnit, type Track, type VideoTrack } from '#libs/media';
import type { StreamReader } from '../stream-reader.js';

/** The newest picture that can be decoded by itself. */
export interface KeyFrame {
  track: VideoTrack;
  unit: MediaUnit;
}

/** Remembers the last key frame of a stream, for thumbnails. */
export class KeyFrameCache implements StreamReader {
  latest: KeyFrame | undefined;
  private track: VideoTrack | undefined;

  begin(tracks: readonly Track[]): void {
    this.track = tracks.find((track) => track.kind === 'video');
  }

  write(unit: MediaUnit): void {
    if (this.track && unit.kind === 'video' && unit.isKey) this.latest = { track: this.track, unit };
  }

  /** The picture stays until a newer one comes. */
  interrupt(): void {}

  end(): void {
    this.latest = undefined;
  }

  /** For a decoder: a byte stream with its parameter sets, or the OBUs of AV1; null before the first key frame. */
  annexB(): Buffer | null {
    if (!this.latest) return null;
    const { track, unit } = this.latest;
    return track.codec === 'av1' ? unit.data : toAnnexB(unit.data, track);
  }
}
