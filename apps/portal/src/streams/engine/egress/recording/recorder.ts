import { EventEmitter } from 'node:events';
import { MkvWriter, type MediaUnit, type Track } from '#libs/media';
import type { StreamReader } from '../../stream-reader.js';
import { ChunkFile } from './chunk-file.js';
import { chunkPath, partPath } from './chunk-names.js';

export interface RecorderOptions {
  /** Of the recording; it exists. */
  directory: string;
  /** Of the first chunk. */
  firstIndex: number;
  /** A chunk ends at the first key frame after this. */
  chunkMs: number;
  /** What a crash of the process may cost, in milliseconds of media. */
  flushMs: number;
  /** What may wait for the disk. */
  maxQueuedBytes: number;
}

const DEFAULTS = { firstIndex: 0, chunkMs: 300_000, flushMs: 400, maxQueuedBytes: 48 * 1024 * 1024 };

/** A finished file, under its final name. */
export interface RecordedChunk {
  index: number;
  path: string;
  bytes: number;
  durationMs: number;
  sha256: string;
  /** The stream has ended; after an interruption nobody can know, and `closed` tells. */
  isLast: boolean;
}

/** `no_room`: whoever owns the disk says that it is enough. */
export type StopReason = 'too_slow' | 'write_failed' | 'no_room';

export interface RecorderEvents {
  chunkReady: [RecordedChunk];
  /** Nothing is recorded any more: the disk is too slow, or says why. What it has taken is there, or can be repaired. */
  stopped: [{ reason: StopReason; cause?: unknown }];
  /** The stream has ended and every chunk was told. */
  closed: [];
}

/** Key frames are not placed more exactly, in microseconds. */
const KEY_SLACK_US = 50_000;
/** Audio that belongs before a cut comes at most so much after it, in microseconds. */
const STRAGGLE_US = 1_000_000;

interface Chunk {
  index: number;
  file: ChunkFile;
  writer: MkvWriter;
  /** Publication's time of its beginning: when its first key frame is shown, so that chunks follow one another exactly. */
  start: number;
  flushedAt: number;
}

/** Writes a stream to Matroska files of a few minutes each, cut at key frames. */
export class Recorder extends EventEmitter<RecorderEvents> implements StreamReader {
  readonly stats = { units: 0, dropped: 0 };
  private readonly options: RecorderOptions;
  private readonly files = new Set<ChunkFile>();
  /** Chunks are told in their order. */
  private told: Promise<void> = Promise.resolve();
  private tracks: readonly Track[] = [];
  private chunk: Chunk | undefined;
  /** Cut, but audio from before the cut may still come. */
  private previous: Chunk | undefined;
  private nextIndex: number;
  private hasStopped = false;
  private hasEnded = false;

  constructor(options: Partial<RecorderOptions> & Pick<RecorderOptions, 'directory'>) {
    super();
    this.options = { ...DEFAULTS, ...options };
    this.nextIndex = this.options.firstIndex;
  }

  begin(tracks: readonly Track[]): void {
    this.closeAll();
    this.tracks = tracks;
  }

  write(unit: MediaUnit): void {
    if (this.hasStopped) return void this.stats.dropped++;
    if (this.mustCut(unit)) this.cut(unit);
    const chunk = this.chunkOf(unit);
    if (!chunk) return void this.stats.dropped++;
    this.stats.units++;
    chunk.writer.add({ ...unit, pts: unit.pts - chunk.start });
    if (unit.dts - chunk.flushedAt >= this.options.flushMs * 1000) this.flush(chunk, unit.dts);
    if (this.queuedBytes > this.options.maxQueuedBytes) this.stop('too_slow');
  }

  interrupt(): void {
    this.closeAll();
  }

  end(): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.closeAll();
    void this.told.then(() => this.emit('closed'));
  }

  private get queuedBytes(): number {
    let sum = 0;
    for (const { queuedBytes } of this.files) sum += queuedBytes;
    return sum;
  }

  private mustCut({ kind, isKey, pts }: MediaUnit): boolean {
    const { chunk } = this;
    if (!chunk) return false;
    const isLeading = kind === 'video' || !this.tracks.some((track) => track.kind === 'video');
    return isLeading && isKey && pts - chunk.start >= this.options.chunkMs * 1000 - KEY_SLACK_US;
  }

  private cut(unit: MediaUnit): void {
    if (this.previous) this.finish(this.previous);
    this.previous = this.chunk;
    this.chunk = this.open(unit);
  }

  /** Undefined for what belongs before the beginning, and for pictures that need a key frame before it. */
  private chunkOf(unit: MediaUnit): Chunk | undefined {
    this.chunk ??= this.open(unit);
    const { chunk, previous } = this;
    const isBefore = unit.pts < chunk.start;
    if (previous && (unit.kind === 'audio' ? !isBefore : unit.dts - chunk.start > STRAGGLE_US)) {
      this.finish(previous);
      this.previous = undefined;
    }
    if (!isBefore) return chunk;
    return unit.kind === 'audio' ? this.previous : undefined;
  }

  private open({ dts, pts }: MediaUnit): Chunk {
    const { directory } = this.options;
    const index = this.nextIndex++;
    const file = new ChunkFile(partPath(directory, index), chunkPath(directory, index), (cause) =>
      this.stop('write_failed', cause),
    );
    const writer = new MkvWriter(this.tracks);
    this.files.add(file);
    file.append([writer.header]);
    return { index, file, writer, start: pts, flushedAt: dts };
  }

  private flush(chunk: Chunk, now = chunk.flushedAt): void {
    chunk.flushedAt = now;
    chunk.file.append(chunk.writer.takeClusters());
  }

  private closeAll(): void {
    if (this.previous) this.finish(this.previous);
    if (this.chunk) this.finish(this.chunk);
    this.previous = undefined;
    this.chunk = undefined;
  }

  private finish(chunk: Chunk): void {
    const { file, index, writer } = chunk;
    this.flush(chunk);
    const { tail, header } = writer.finish();
    file.append([tail]);
    const finished = file.finish(header);
    // Seen below, in its turn.
    finished.catch(() => undefined);
    this.told = this.told
      .then(async () => {
        const { bytes, sha256 } = await finished;
        const path = chunkPath(this.options.directory, index);
        const isLast = this.hasEnded && index === this.nextIndex - 1;
        const durationMs = Math.round(writer.duration / 1000);
        this.emit('chunkReady', { index, path, bytes, durationMs, sha256, isLast });
      })
      .catch((cause: unknown) => this.stop('write_failed', cause))
      .finally(() => this.files.delete(file));
  }

  /** Closes what is open and takes nothing more. Idempotent. */
  stop(reason: StopReason, cause?: unknown): void {
    if (this.hasStopped) return;
    this.hasStopped = true;
    this.emit('stopped', { reason, cause });
    this.closeAll();
  }
}
