import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Recordings } from '../../vod/index.js';
import { repairLeftovers } from '../engine/egress/recording/repair-leftovers.js';
import { chunkOf, NOTE_FILE, type RecordingNote } from './broadcast-recording.js';

/**
 * Closes what a process of this node that was killed left open, and makes every piece on the disk known. Folders without
 * any go. `onFault` is told of folders that cannot be read; they stay.
 */
export const recoverRecordings = async (
  recordings: Recordings,
  nodeId: string,
  runningSessions: ReadonlySet<string>,
  onFault: (error: unknown, folder: string) => void,
): Promise<void> => {
  for (const name of await readdir(recordings.folder).catch(() => [])) {
    const folder = path.join(recordings.folder, name);
    try {
      const note = JSON.parse(await readFile(path.join(folder, NOTE_FILE), 'utf8')) as RecordingNote;
      if (note.nodeId !== nodeId) continue;
      const isEmpty = await recoverFolder(recordings, note, folder, (file) =>
        onFault(new Error(`${file} cannot be read`), name),
      );
      if (isEmpty && !runningSessions.has(note.sessionId)) await rm(folder, { recursive: true });
    } catch (error) {
      onFault(error, name);
    }
  }
};

/** Whether nothing but the note is left. */
const recoverFolder = async (
  recordings: Recordings,
  note: RecordingNote,
  folder: string,
  onBroken: (file: string) => void,
): Promise<boolean> => {
  const { chunks, broken } = await repairLeftovers(folder);
  for (const file of broken) onBroken(path.basename(file));
  const repaired = new Map(chunks.map((chunk) => [path.basename(chunk.path), chunk]));
  for (const name of (await readdir(folder)).filter((each) => /^chunk_\d+\.mkv$/.test(each))) {
    const chunk = chunkOf(note, repaired.get(name) ?? (await measure(path.join(folder, name))));
    if (await recordings.isStored(chunk)) await rm(path.join(folder, name));
    else await recordings.add(chunk);
  }
  return (await readdir(folder)).every((name) => name === NOTE_FILE);
};

/** Its duration nobody knows any more. */
const measure = async (file: string) => {
  const { size } = await stat(file);
  return { path: file, bytes: size, sha256: await hashOf(file), durationMs: 0 };
};

const hashOf = async (file: string): Promise<string> => {
  const hash = createHash('sha256');
  for await (const part of createReadStream(file) as AsyncIterable<Buffer>) hash.update(part);
  return hash.digest('hex');
};
