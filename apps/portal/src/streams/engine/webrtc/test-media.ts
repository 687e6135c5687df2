import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import {
  H264_NAL,
  H264Frames,
  h264NalType,
  type MediaUnit,
  OggReader,
  splitAnnexB,
  type VideoTrack,
} from '#libs/media';

export const FFMPEG = '/usr/bin/ffmpeg';
export const FRAME_US = 1e6 / 30;
export const OPUS_US = 20_000;

const run = promisify(execFile);
const QUIET = ['-v', 'error', '-nostdin'];

/** For tests: what x264 makes of `seconds` of moving picture at 30 frames a second, as NAL units of each frame. */
export const encodeH264 = async (seconds: number, bFrames = 0): Promise<Buffer[][]> => {
  const input = ['-f', 'lavfi', '-i', `testsrc2=size=640x360:rate=30:duration=${seconds}`];
  const x264 = [
    '-c:v',
    'libx264',
    '-preset',
    'veryfast',
    '-g',
    '30',
    '-bf',
    `${bFrames}`,
    '-b:v',
    '2M',
    '-pix_fmt',
    'yuv420p',
  ];
  const output = ['-bsf:v', 'h264_metadata=aud=insert', '-f', 'h264', '-'];
  const { stdout } = await run(FFMPEG, [...QUIET, ...input, ...x264, ...output], {
    encoding: 'buffer',
    maxBuffer: 2 ** 28,
  });
  const frames: Buffer[][] = [];
  for (const nal of splitAnnexB(stdout))
    if (h264NalType(nal) === H264_NAL.delimiter) frames.push([]);
    else frames.at(-1)!.push(nal);
  return frames;
};

/** For tests: packets of 20 ms. */
export const encodeOpus = async (seconds: number): Promise<Buffer[]> => {
  const input = ['-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=48000:duration=${seconds}`];
  const output = ['-ac', '2', '-c:a', 'libopus', '-frame_duration', '20', '-f', 'ogg', '-'];
  const { stdout } = await run(FFMPEG, [...QUIET, ...input, ...output], { encoding: 'buffer' });
  return [...new OggReader().read(stdout)].map(({ data }) => data).slice(2);
};

/** For tests: AAC-LC of 48 kHz, stereo, without ADTS. */
export const encodeAac = async (seconds: number): Promise<Buffer[]> => {
  const input = ['-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=48000:duration=${seconds}`];
  const { stdout } = await run(FFMPEG, [...QUIET, ...input, '-ac', '2', '-c:a', 'aac', '-f', 'adts', '-'], {
    encoding: 'buffer',
  });
  const frames: Buffer[] = [];
  for (let at = 0; at + 7 <= stdout.length; at += (stdout.readUIntBE(at + 3, 3) >> 5) & 8191)
    frames.push(stdout.subarray(at + 7, at + ((stdout.readUIntBE(at + 3, 3) >> 5) & 8191)));
  return frames;
};

/** For tests: frames as a publication has them, presentation in the order of decoding. */
export const videoUnits = (frames: readonly Buffer[][]): { track: VideoTrack; units: MediaUnit[] } => {
  const reader = new H264Frames();
  const units = frames.flatMap((nalUnits, index): MediaUnit[] => {
    const frame = reader.read(nalUnits);
    const time = Math.round(index * FRAME_US);
    return frame ? [{ kind: 'video', ...frame, dts: time, pts: time }] : [];
  });
  return { track: reader.format!.track, units };
};

export const audioUnits = (packets: readonly Buffer[], packetUs: number): MediaUnit[] =>
  packets.map((data, index) => {
    const time = Math.round(index * packetUs);
    return { kind: 'audio', isKey: true, dts: time, pts: time, data };
  });
