export interface TestCard {
  size?: string;
  /** Frames a second. */
  fps?: number;
  /** Without end unless given. */
  seconds?: number | undefined;
  /** As fast as it is shown, instead of as fast as it is made. */
  isLive?: boolean;
}

const source = (what: string, { seconds, isLive = false }: TestCard): string[] => [
  ...(isLive ? ['-re'] : []),
  ...['-f', 'lavfi', '-i', seconds === undefined ? what : `${what}:duration=${seconds}`],
];

/** An input of ffmpeg: a picture that moves. */
export const testPicture = ({ size = '320x180', fps = 30, ...card }: TestCard = {}): string[] =>
  source(`testsrc2=size=${size}:rate=${fps}`, card);

/** An input of ffmpeg: a tone of 440 Hz at 48 kHz. */
export const testTone = (card: TestCard = {}): string[] => source('sine=frequency=440:sample_rate=48000', card);
