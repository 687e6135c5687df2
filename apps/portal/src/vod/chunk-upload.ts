import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { DomainError } from '#libs/contracts';
import type { OpenStorage } from './storage-sessions.js';

export interface UploadedFile {
  /** Absolute, on our disk. */
  localFile: string;
  /** Below the root of the storage. */
  remoteName: string;
  bytes: number;
  sha256: Buffer;
}

const READ_BYTES = 1024 * 1024;

/**
 * Copies a file under a temporary name, verifies it and gives it its own name in one step. What an earlier attempt has
 * brought there is read back and kept when it is right. A file of the size that has the name already is taken for it
 * only when its content is the same.
 * @throws DomainError recording.damaged — ours is not what was recorded; storage.*, target.*
 */
export const uploadChunk = async (
  { sftp, root }: OpenStorage,
  { localFile, remoteName, bytes, sha256 }: UploadedFile,
  signal: AbortSignal,
): Promise<void> => {
  const target = `${root}/${remoteName}`;
  const partial = `${target}.part`;
  const there = await sftp.find(target);
  if (there?.kind === 'file' && there.size === bytes) {
    if ((await hashRemote(sftp, target, bytes, signal)).equals(sha256)) return;
  }
  await sftp.makeFolders(path.posix.dirname(target));
  await requireSpace({ sftp, root }, bytes);

  const begun = (await sftp.find(partial))?.size ?? 0;
  const from = begun <= bytes && (await isPrefix(sftp, partial, localFile, begun, signal)) ? begun : 0;
  const hash = createHash('sha256');
  const file = await sftp.openFile(partial, from > 0 ? 'r+' : 'w');
  try {
    await file.write(readHashing(localFile, from, hash), from, { signal });
  } finally {
    await file.close().catch(() => undefined);
  }
  if (!hash.digest().equals(sha256)) throw new DomainError('recording.damaged');
  const { size } = await sftp.stat(partial);
  if (size !== bytes) throw new DomainError('storage.denied', { text: 'The storage did not keep what was sent.' });
  await sftp.replace(partial, target);
};

/** The bytes from `from` on; the hash gets those before as well. */
async function* readHashing(
  localFile: string,
  from: number,
  hash: { update(data: Buffer): void },
): AsyncGenerator<Buffer> {
  let at = 0;
  for await (const part of createReadStream(localFile, { highWaterMark: READ_BYTES }) as AsyncIterable<Buffer>) {
    hash.update(part);
    const skipped = Math.max(0, Math.min(part.length, from - at));
    at += part.length;
    if (skipped < part.length) yield part.subarray(skipped);
  }
}

const hashRemote = async (
  sftp: OpenStorage['sftp'],
  name: string,
  bytes: number,
  signal: AbortSignal,
): Promise<Buffer> => {
  const hash = createHash('sha256');
  const file = await sftp.openFile(name, 'r');
  try {
    for await (const part of file.read(0, bytes, signal)) hash.update(part);
  } finally {
    await file.close().catch(() => undefined);
  }
  return hash.digest();
};

const isPrefix = async (
  sftp: OpenStorage['sftp'],
  name: string,
  localFile: string,
  length: number,
  signal: AbortSignal,
): Promise<boolean> => {
  if (length === 0) return false;
  const ours = createHash('sha256');
  for await (const part of createReadStream(localFile, { end: length - 1 }) as AsyncIterable<Buffer>) ours.update(part);
  return (await hashRemote(sftp, name, length, signal)).equals(ours.digest());
};

const requireSpace = async ({ sftp, root }: OpenStorage, bytes: number): Promise<void> => {
  const space = await sftp.freeSpace(root);
  if (space && space.free < bytes) throw new DomainError('storage.no_space');
};
