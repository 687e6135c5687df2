import { spawn } from 'node:child_process';
import type { KeyFrameCache } from './egress/key-frame-cache.js';

const TIMEOUT_MS = 5_000;
const MAX_AT_ONCE = 2;
const MAX_WAITING = 20;
const MAX_BYTES = 2 * 1024 * 1024;
const WIDTH = 640;
const DEMUXERS = { h264: 'h264', hevc: 'hevc', av1: 'obu' } as const;

/** Makes pictures of key frames by ffmpeg, a few at a time. */
export class KeyFramePictures {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  /** `ffmpeg` is the program; null where there is none. */
  constructor(private readonly ffmpeg: string | null) {}

  /** A JPEG of 640 pixels' width; null without ffmpeg, before the first key frame, and when it cannot be decoded. */
  async take(frames: KeyFrameCache): Promise<Buffer | null> {
    const bytes = frames.annexB();
    if (!this.ffmpeg || !bytes || !frames.latest || this.waiting.length >= MAX_WAITING) return null;
    const { codec } = frames.latest.track;
    if (this.running >= MAX_AT_ONCE) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.running++;
    try {
      return await decode(this.ffmpeg, DEMUXERS[codec], bytes);
    } finally {
      this.running--;
      this.waiting.shift()?.();
    }
  }
}

const decode = (ffmpeg: string, demuxer: string, bytes: Buffer): Promise<Buffer | null> =>
  new Promise((resolve) => {
    const args = ['-hide_banner', '-loglevel', 'quiet', '-threads', '1', '-f', demuxer, '-i', 'pipe:0'];
    const output = [
      '-frames:v',
      '1',
      '-vf',
      `scale=${WIDTH}:-2`,
      '-q:v',
      '4',
      '-f',
      'image2',
      '-c:v',
      'mjpeg',
      'pipe:1',
    ];
    const child = spawn(ffmpeg, [...args, ...output], {
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: TIMEOUT_MS,
      killSignal: 'SIGKILL',
    });
    const parts: Buffer[] = [];
    let size = 0;
    child.stdout.on('data', (part: Buffer) => {
      size += part.length;
      if (size > MAX_BYTES) child.kill('SIGKILL');
      else parts.push(part);
    });
    // It may have enough before it has read everything.
    child.stdin.on('error', () => undefined);
    child.once('error', () => resolve(null));
    child.once('close', (code) => resolve(code === 0 && size > 0 ? Buffer.concat(parts) : null));
    child.stdin.end(bytes);
  });
