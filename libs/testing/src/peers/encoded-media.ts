import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ALL_FORMATS, EncodedPacketSink, FilePathSource, Input } from 'mediabunny';
import {
  aacTrack,
  AV1_OBU,
  av1Track,
  avcTrack,
  buildAv1Config,
  hevcTrack,
  obus,
  opusTrack,
  type MediaUnit,
  type Track,
} from '#libs/media';
import { requirePackage } from '../require-package.js';
import { testPicture, testTone } from './test-card.js';

const run = promisify(execFile);
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

export const hasFfmpeg = (): boolean => requirePackage('ffmpeg', '/usr/bin/ffmpeg');

export interface EncodedMedia {
  tracks: Track[];
  /** In the order of their decoding times, which begin at 0. */
  units: MediaUnit[];
}

export interface MediaRecipe {
  video?: 'libx264' | 'libx265' | 'libsvtav1';
  audio?: 'aac' | 'libopus';
  seconds: number;
  /** Frames a second. */
  fps?: number;
  /** Frames between key frames. */
  gop?: number;
  bFrames?: number;
  size?: string;
  channels?: number;
}

/** Whether this machine's ffmpeg has the encoder. */
export const hasEncoder = async (name: string): Promise<boolean> =>
  hasFfmpeg() && (await run('/usr/bin/ffmpeg', ['-hide_banner', '-encoders'])).stdout.includes(` ${name} `);

/** A moving picture and a tone, encoded by ffmpeg. */
export const encodeMedia = async (recipe: MediaRecipe): Promise<EncodedMedia> => {
  const directory = await mkdtemp(join(tmpdir(), 'encoded-media-'));
  try {
    const path = join(directory, 'media.mp4');
    await run('/usr/bin/ffmpeg', ['-v', 'error', '-nostdin', ...inputs(recipe), ...encoders(recipe), path]);
    return await demux(path);
  } finally {
    await rm(directory, { recursive: true });
  }
};

const inputs = ({ video, audio, seconds, fps = 30, size = '320x180' }: MediaRecipe): string[] => [
  ...(video ? testPicture({ size, fps, seconds }) : []),
  ...(audio ? testTone({ seconds }) : []),
];

const encoders = ({ video, audio, gop = 30, bFrames = 0, channels = 2 }: MediaRecipe): string[] => {
  const keys = `keyint=${gop}:min-keyint=${gop}:scenecut=0`;
  const byCodec = {
    libx264: ['-preset', 'ultrafast', '-x264-params', `${keys}:bframes=${bFrames}`],
    libx265: ['-preset', 'ultrafast', '-tag:v', 'hvc1', '-x265-params', `${keys}:bframes=${bFrames}:log-level=none`],
    libsvtav1: ['-preset', '12', '-g', String(gop)],
  };
  return [
    ...(video ? ['-c:v', video, '-pix_fmt', 'yuv420p', ...byCodec[video]] : []),
    ...(audio ? ['-c:a', audio, '-ac', String(channels), '-b:a', '64k'] : []),
  ];
};

interface Packet {
  pts: number;
  dts: number;
  isKey: boolean;
}

const demux = async (path: string): Promise<EncodedMedia> => {
  const input = new Input({ source: new FilePathSource(path), formats: ALL_FORMATS });
  const tracks: Track[] = [];
  const units: MediaUnit[] = [];
  for (const source of await input.getTracks()) {
    if (!source.isVideoTrack() && !source.isAudioTrack()) continue;
    const kind = source.isVideoTrack() ? 'video' : 'audio';
    const times = await packetTimes(path, kind);
    const data: Buffer[] = [];
    for await (const packet of new EncodedPacketSink(source).packets()) data.push(Buffer.from(packet.data));
    units.push(...data.map((bytes, index) => ({ kind, ...times[index]!, data: bytes }) as const));
    const { description } = (await source.getDecoderConfig())!;
    const config = Buffer.from((description as Uint8Array | undefined) ?? []);
    const channels = source.isAudioTrack() ? await source.getNumberOfChannels() : 0;
    tracks.push(trackOf((await source.getCodec())!, config, channels, data[0]!));
  }
  input.dispose();
  const start = Math.min(...units.map(({ dts }) => dts));
  for (const unit of units) {
    unit.dts -= start;
    unit.pts -= start;
  }
  return { tracks, units: units.toSorted((a, b) => a.dts - b.dts) };
};

const trackOf = (codec: string, config: Buffer, channels: number, first: Buffer): Track => {
  if (codec === 'avc') return avcTrack(config);
  if (codec === 'hevc') return hevcTrack(config);
  if (codec === 'av1') {
    return av1Track(buildAv1Config([...obus(first)].find(({ type }) => type === AV1_OBU.sequenceHeader)!));
  }
  return codec === 'aac' ? aacTrack(config) : opusTrack(channels);
};

const packetTimes = async (path: string, kind: 'video' | 'audio'): Promise<Packet[]> => {
  const stream = kind === 'video' ? 'v:0' : 'a:0';
  const { packets } = await probe(path, ['-select_streams', stream, '-show_packets']);
  return packets!.map(({ pts_time, dts_time, flags }) => ({
    pts: Math.round(Number(pts_time) * 1e6),
    dts: Math.round(Number(dts_time) * 1e6),
    isKey: kind === 'audio' || flags.startsWith('K'),
  }));
};

export interface Probed {
  format?: { duration?: string };
  streams?: {
    codec_type: string;
    codec_name: string;
    width?: number;
    nb_read_packets?: string;
    nb_read_frames?: string;
  }[];
  packets?: { codec_type: string; pts_time: string; dts_time: string; flags: string; size: string }[];
}

/** ffprobe's answer about a file or address. */
export const probe = async (source: string, args: readonly string[]): Promise<Probed> => {
  const { stdout } = await run('/usr/bin/ffprobe', ['-v', 'error', '-of', 'json', ...args, source], {
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  return JSON.parse(stdout) as Probed;
};

/** Decodes everything; what ffmpeg complained of, empty when it did not. */
export const decodeErrors = async (source: string, args: readonly string[] = []): Promise<string> => {
  const command = ['-v', 'error', '-nostdin', '-xerror', ...args, '-i', source, '-f', 'null', '-'];
  const { stderr } = await run('/usr/bin/ffmpeg', command).catch((error: { stderr?: string }) => ({
    stderr: error.stderr || String(error),
  }));
  return stderr;
};
