import type { Track } from '#libs/media';

export interface Variant {
  tracks: readonly Track[];
  uri: string;
  /** Bits a second. */
  peakBandwidth: number;
  averageBandwidth: number;
  frameRate: number | undefined;
}

/** RFC 8216bis §4.4.6.2, of the one variant there is. */
export const multivariantPlaylist = ({ tracks, uri, peakBandwidth, averageBandwidth, frameRate }: Variant): string => {
  const attributes = [
    `BANDWIDTH=${peakBandwidth}`,
    `AVERAGE-BANDWIDTH=${averageBandwidth}`,
    `CODECS="${tracks.map(({ codecString }) => codecString).join(',')}"`,
  ];
  const video = tracks.find((track) => track.kind === 'video');
  if (video && video.width > 0) attributes.push(`RESOLUTION=${video.width}x${video.height}`);
  if (frameRate) attributes.push(`FRAME-RATE=${frameRate.toFixed(3)}`);
  return `#EXTM3U\n#EXT-X-VERSION:9\n#EXT-X-STREAM-INF:${attributes.join(',')}\n${uri}\n`;
};
