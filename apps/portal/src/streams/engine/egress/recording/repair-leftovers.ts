import { open, readdir, rename, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { MkvReader, MkvWriter } from '#libs/media';
import { ChunkFile } from './chunk-file.js';
import { brokenPath, chunkPath, partIndex } from './chunk-names.js';
import type { RecordedChunk } from './recorder.js';

export interface Repairs {
  /** In the order of their indexes. */
  chunks: RecordedChunk[];
  /** What could not be read, where it is kept. */
  broken: string[];
}

const FLUSH_BYTES = 4 * 1024 * 1024;
const REPAIR_SUFFIX = '.repair';

/**
 * Makes chunks of what a crash left half written in a recording's folder. Nothing may be recording there. A leftover without a
 * single frame is removed. Idempotent, also when interrupted.
 */
export const repairLeftovers = async (directory: string): Promise<Repairs> => {
  const repairs: Repairs = { chunks: [], broken: [] };
  const names = await readdir(directory);
  for (const name of names) if (name.endsWith(REPAIR_SUFFIX)) await rm(join(directory, name));
  const leftovers = names
    .map((name) => ({ path: join(directory, name), index: partIndex(name) }))
    .filter((leftover): leftover is { path: string; index: number } => leftover.index !== undefined)
    .toSorted((a, b) => a.index - b.index);
  for (const { path, index } of leftovers) {
    const outcome = await remux(path, chunkPath(directory, index));
    if (outcome === 'broken') {
      const aside = brokenPath(directory, index);
      await rename(path, aside);
      repairs.broken.push(aside);
      continue;
    }
    if (outcome !== 'empty') {
      repairs.chunks.push({ index, path: chunkPath(directory, index), isLast: false, ...outcome });
    }
    await rm(path);
  }
  return repairs;
};

type Remuxed = Pick<RecordedChunk, 'bytes' | 'durationMs' | 'sha256'>;

const remux = async (from: string, to: string): Promise<Remuxed | 'broken' | 'empty'> => {
  const handle = await open(from);
  try {
    const { size } = await handle.stat();
    if (size === 0) return 'empty';
    const reader = await MkvReader.open({ size, read: (offset, length) => readFrom(handle, offset, length) });
    return await copy(reader, to).finally(() => reader.close());
  } catch {
    return 'broken';
  } finally {
    await handle.close();
  }
};

const copy = async (reader: MkvReader, to: string): Promise<Remuxed | 'empty'> => {
  const part = `${to}${REPAIR_SUFFIX}`;
  const writer = new MkvWriter(reader.tracks);
  const file = new ChunkFile(part, to, () => undefined);
  file.append([writer.header]);
  let isEmpty = true;
  for await (const unit of reader.units()) {
    isEmpty = false;
    writer.add(unit);
    if (writer.pendingBytes < FLUSH_BYTES) continue;
    file.append(writer.takeClusters());
    await file.written();
  }
  file.append(writer.takeClusters());
  const { tail, header } = writer.finish();
  file.append([tail]);
  if (isEmpty) {
    await file.discard();
    return 'empty';
  }
  const finished = await file.finish(header);
  return { ...finished, durationMs: Math.round(writer.duration / 1000) };
};

const readFrom = async (handle: FileHandle, offset: number, length: number): Promise<Buffer> => {
  const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(length), 0, length, offset);
  return buffer.subarray(0, bytesRead);
};
