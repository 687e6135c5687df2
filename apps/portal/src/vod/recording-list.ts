import type { OpenStorage } from './storage-sessions.js';

export interface StoredRecording {
  /** Below the storage's root, with `/` between folders. */
  name: string;
  size: number;
  /** Unix seconds. */
  modified: number;
}

/** Name/time/chunk is three deep; owners may sort theirs into folders of their own. */
const MAX_DEPTH = 6;
const MAX_FILES = 20_000;
const MAX_FOLDERS = 5_000;
/** Folders that are listed at once. */
const AT_ONCE = 16;

/** Every MKV file below the root. Links are not followed. */
export const listRecordings = async ({ sftp, root }: OpenStorage): Promise<StoredRecording[]> => {
  const found: StoredRecording[] = [];
  let level = [''];
  let folders = 0;
  for (let depth = 0; depth <= MAX_DEPTH && level.length > 0; depth++) {
    const next: string[] = [];
    for (let at = 0; at < level.length; at += AT_ONCE) {
      const listed = await Promise.all(
        level.slice(at, at + AT_ONCE).map(async (folder) => ({ folder, entries: await sftp.list(root + folder) })),
      );
      for (const { folder, entries } of listed) {
        for (const { name, kind, size, modified } of entries) {
          const path = `${folder}/${name}`;
          if (kind === 'folder' && !name.startsWith('.') && folders++ < MAX_FOLDERS) next.push(path);
          else if (kind === 'file' && isRecording(name)) found.push({ name: path.slice(1), size, modified });
        }
      }
      if (found.length >= MAX_FILES) return found.slice(0, MAX_FILES);
    }
    level = next;
  }
  return found;
};

export const isRecording = (name: string): boolean => /\.mkv$/i.test(name);
