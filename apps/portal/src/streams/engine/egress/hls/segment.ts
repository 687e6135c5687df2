/** A few frames, ready to be sent: a fragment (`moof`, `mdat`). */
export interface CutPart {
  bytes: Buffer;
  durationUs: number;
  /** Decoding can begin within it. */
  isIndependent: boolean;
  /** It is longer than a part may be, because one frame is and nothing beside it could be cut at: playlists do not tell it. */
  isWhole: boolean;
}

export interface Part extends CutPart {
  name: string;
}

export interface Segment {
  /** Media sequence number. */
  number: number;
  name: string;
  parts: Part[];
  durationUs: number;
  bytes: number;
  /** Milliseconds since 1970 of its first frame. */
  startsAt: number;
  /** Name of its initialisation segment. */
  map: string;
  /** Nothing of what was before goes on here. */
  isDiscontinuity: boolean;
}

/** The parts a playlist may tell, in order: those before the first that is too long. */
export const toldParts = ({ parts }: Segment): readonly Part[] => {
  const whole = parts.findIndex(({ isWhole }) => isWhole);
  return whole < 0 ? parts : parts.slice(0, whole);
};
