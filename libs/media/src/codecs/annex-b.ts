import type { VideoTrack } from '../unit.js';
import { parseAvcConfig } from './h264.js';
import { parseHevcConfig } from './hevc.js';
import { nalUnits } from './nal.js';

const START_CODE = Buffer.from([0, 0, 0, 1]);

/** With start codes (ITU-T H.264 Annex B); with `track` its parameter sets come first, as a decoder wants before a key frame. */
export const toAnnexB = (unit: Buffer, track?: VideoTrack): Buffer => {
  const nals = [...(track ? parameterSets(track) : []), ...nalUnits(unit)];
  return Buffer.concat(nals.flatMap((nal) => [START_CODE, nal]));
};

/** In the order a decoder wants them. AV1 has none: its sequence header is an OBU. */
export const parameterSets = (track: VideoTrack): Buffer[] => {
  if (track.codec === 'h264') {
    const { sps, pps } = parseAvcConfig(track.config);
    return [...sps, ...pps];
  }
  if (track.codec === 'hevc') {
    const { vps, sps, pps } = parseHevcConfig(track.config);
    return [...vps, ...sps, ...pps];
  }
  return [];
};

/** The NAL units of an Annex B byte stream, start codes and trailing zeros taken off. */
export const splitAnnexB = (stream: Buffer): Buffer[] => {
  const nals: Buffer[] = [];
  let from = -1;
  for (let at = stream.indexOf('\0\0\x01', 0, 'latin1'); ; at = stream.indexOf('\0\0\x01', at + 3, 'latin1')) {
    if (from >= 0) {
      let end = at < 0 ? stream.length : at;
      while (end > from && stream[end - 1] === 0) end--;
      if (end > from) nals.push(stream.subarray(from, end));
    }
    if (at < 0) return nals;
    from = at + 3;
  }
};
