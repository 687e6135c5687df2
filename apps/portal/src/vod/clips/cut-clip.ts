import { randomBytes } from 'node:crypto';
import { CLIPS_FOLDER, DomainError } from '#libs/contracts';
import { cutMkv, type MkvSink, type RandomAccess } from '#libs/media';
import { findRecording, RemoteRecording } from '../remote-recording.js';
import type { OpenStorage } from '../storage-sessions.js';
import type { VodClip } from './vod-clip.entity.js';

/** Names that are tried: `Name.mkv`, `Name (2).mkv`, … */
const MAX_NAMES = 100;

/**
 * Copies a span of recordings to a new one beside them; answers its name below the root. Nothing is overwritten.
 * @throws CutImpossible, MalformedMedia, DomainError file.*, storage.*, target.*
 */
export const cutClip = async (
  storage: OpenStorage,
  { files, fromMs, toMs, name }: Pick<VodClip, 'files' | 'fromMs' | 'toMs' | 'name'>,
  onProgress: (percent: number) => void,
): Promise<string> => {
  const { sftp, root } = storage;
  const opened: RemoteRecording[] = [];
  const sources: RandomAccess[] = [];
  for (const relative of files) {
    const version = await findRecording(storage, relative);
    // Most are not read at all: each is opened when it is.
    let recording: Promise<RemoteRecording> | undefined;
    const open = async (): Promise<RemoteRecording> => {
      const file = await RemoteRecording.open(storage, version);
      opened.push(file);
      return file;
    };
    sources.push({
      size: version.size,
      read: async (offset, length) => (await (recording ??= open())).read(offset, length),
    });
  }
  await sftp.makeFolders(`${root}/${CLIPS_FOLDER}`);
  const partial = `${root}/${CLIPS_FOLDER}/.${randomBytes(12).toString('base64url')}.part`;
  const file = await sftp.openFile(partial, 'wx');
  const sink: MkvSink = { write: async (data, position) => void (await file.write(once(data), position)) };
  try {
    const percentOf = (time: number): number => Math.floor(((time - fromMs * 1000) / ((toMs - fromMs) * 1000)) * 100);
    await cutMkv(sources, fromMs * 1000, toMs * 1000, sink, (time) =>
      onProgress(Math.min(99, Math.max(0, percentOf(time)))),
    );
    await file.close();
    return await giveName(storage, partial, fileNameOf(name));
  } catch (error) {
    await file.close().catch(() => undefined);
    await sftp.removeFile(partial).catch(() => undefined);
    throw error;
  } finally {
    await Promise.all(opened.map((recording) => recording.close()));
  }
};

async function* once(data: Buffer): AsyncGenerator<Buffer> {
  yield data;
}

const giveName = async ({ sftp, root }: OpenStorage, partial: string, name: string): Promise<string> => {
  for (let count = 1; count <= MAX_NAMES; count++) {
    const relative = `${CLIPS_FOLDER}/${name}${count > 1 ? ` (${count})` : ''}.mkv`;
    if (await sftp.find(`${root}/${relative}`)) continue;
    await sftp.rename(partial, `${root}/${relative}`);
    return relative;
  }
  throw new DomainError('file.exists');
};

/** What every file system takes. */
const fileNameOf = (name: string): string =>
  name
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{M}\p{N} ._()-]/gu, '_')
    .replace(/^[ .]+|[ .]+$/g, '') || 'Clip';
