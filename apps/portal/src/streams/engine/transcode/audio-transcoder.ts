import { type ChildProcess, spawn } from 'node:child_process';
import type { AudioTrack, MediaUnit } from '#libs/media';

/** Turns the audio of one publication into another codec. Lives until `close`. */
export interface AudioTranscoder {
  /** Cheap; never throws. */
  write(unit: MediaUnit): void;
  /** Idempotent. */
  close(): void;
}

export interface AudioTranscoderOptions {
  /** The program. */
  ffmpeg: string;
  source: AudioTrack;
  onUnit: (unit: MediaUnit) => void;
  /** How long after its death the child is started again; doubles with every one that made nothing. */
  retryMs?: number;
}

/** What a child made, at microseconds after the first unit it got. */
export interface TranscodedFrame {
  elapsedUs: number;
  data: Buffer;
}

/** How one child is spoken to; a new one for every child. */
export interface TranscoderFormat {
  arguments: readonly string[];
  /** What comes before the first unit. */
  preamble: Buffer;
  /** Undefined for a unit that cannot be passed on. */
  pack(unit: MediaUnit, elapsedUs: number): Buffer | undefined;
  read(chunk: Buffer): Iterable<TranscodedFrame>;
}

const MAX_QUEUED_BYTES = 1024 * 1024;
const RETRY_MS = 500;
const MAX_RETRY_MS = 30_000;
const QUIET = ['-hide_banner', '-loglevel', 'quiet', '-threads', '1'];

/** One ffmpeg child; started again, later each time, when it dies. What comes meanwhile is dropped. */
export class FfmpegAudio implements AudioTranscoder {
  readonly stats = { dropped: 0, restarts: 0 };
  private child: ChildProcess | undefined;
  private format: TranscoderFormat;
  private base: number | undefined;
  private last = 0;
  private retry: NodeJS.Timeout | undefined;
  private retryMs: number;
  private isClosed = false;

  constructor(
    private readonly options: AudioTranscoderOptions,
    private readonly newFormat: (source: AudioTrack) => TranscoderFormat,
  ) {
    this.retryMs = options.retryMs ?? RETRY_MS;
    this.format = newFormat(options.source);
    this.start();
  }

  /** Of the child, for tests that kill it. */
  get pid(): number | undefined {
    return this.child?.pid;
  }

  write(unit: MediaUnit): void {
    const stdin = this.child?.stdin;
    this.base ??= unit.pts;
    const isReady = stdin?.writable && stdin.writableLength < MAX_QUEUED_BYTES;
    const packed = isReady ? this.format.pack(unit, Math.max(0, unit.pts - this.base)) : undefined;
    if (packed) stdin!.write(packed);
    else this.stats.dropped++;
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.retry);
    this.child?.kill('SIGKILL');
    this.child = undefined;
  }

  private start(): void {
    this.format = this.newFormat(this.options.source);
    this.base = undefined;
    const child = spawn(this.options.ffmpeg, [...QUIET, ...this.format.arguments], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    this.child = child;
    // A dead child is told by `close`; a pipe that breaks before that is no news.
    child.stdin.on('error', () => undefined);
    child.stdout.on('data', (chunk: Buffer) => this.pass(child, chunk));
    child.on('error', () => undefined);
    child.on('close', () => this.startLater(child));
    child.stdin.write(this.format.preamble);
  }

  private pass(child: ChildProcess, chunk: Buffer): void {
    if (child !== this.child) return;
    for (const { elapsedUs, data } of this.format.read(chunk)) {
      this.retryMs = this.options.retryMs ?? RETRY_MS;
      this.last = Math.max(this.last, Math.round((this.base ?? 0) + elapsedUs));
      this.options.onUnit({ kind: 'audio', isKey: true, dts: this.last, pts: this.last, data });
    }
  }

  private startLater(child: ChildProcess): void {
    if (this.isClosed || child !== this.child) return;
    this.child = undefined;
    this.stats.restarts++;
    this.retry = setTimeout(() => this.start(), this.retryMs).unref();
    this.retryMs = Math.min(MAX_RETRY_MS, this.retryMs * 2);
  }
}
