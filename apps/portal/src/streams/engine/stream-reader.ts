import type { MediaUnit, Track } from '#libs/media';

/**
 * Who reads a live stream: an HLS origin, a recorder, a viewer, a relay. Called synchronously for every unit of the stream, so
 * nothing here may wait; a reader keeps a bounded queue of its own and, when that is full, drops to the next key frame
 * and counts what it dropped. What a reader throws ends it, not the stream.
 */
export interface StreamReader {
  /**
   * What follows is of these tracks. Called before the first unit, and again when the publisher has come back after an
   * interruption or a decoder configuration changed: times then begin anew and the next video unit is a key frame.
   */
  begin(tracks: readonly Track[]): void;
  write(unit: MediaUnit): void;
  /** The publisher is gone, but may come back: `begin`, or `end`. */
  interrupt(): void;
  end(): void;
}
