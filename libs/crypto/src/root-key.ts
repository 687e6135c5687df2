import { randomBytes } from 'node:crypto';
import { link, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { KEY_BYTES } from './seal.js';

/** A root key that is missing, malformed, unsafe to use, or not the one the stored keys were wrapped with. */
export class RootKeyError extends Error {
  override readonly name = 'RootKeyError';
}

export interface RootKeySource {
  env: { PORTAL_ROOT_KEY?: string | undefined; PORTAL_ROOT_KEY_FILE?: string | undefined };
  dataDir: string;
}

/** A longer file is not a list of keys but a mistake in the path. */
const MAX_FILE_BYTES = 4096;

export const rootKeyPath = (dataDir: string): string => join(dataDir, 'root.key');

/**
 * The root keys, the current one first; the others only unwrap while it is being replaced. Taken from `PORTAL_ROOT_KEY`,
 * else from the file `PORTAL_ROOT_KEY_FILE`, else from `<dataDir>/root.key`, which the first start creates (mode 0600).
 * Keys are 32 bytes as base64 or hex, separated by commas, spaces or lines; a file of exactly 32 bytes is one raw key.
 * @throws RootKeyError
 */
export async function loadRootKey({ env, dataDir }: RootKeySource): Promise<Buffer[]> {
  const text = env.PORTAL_ROOT_KEY?.trim();
  if (text) return parseRootKeys(text, 'PORTAL_ROOT_KEY');
  const given = env.PORTAL_ROOT_KEY_FILE?.trim();
  const path = given || rootKeyPath(dataDir);
  const found = await readRootKeys(path);
  if (found) return found;
  if (given) throw new RootKeyError(`PORTAL_ROOT_KEY_FILE names ${path}, which does not exist.`);
  await createRootKey(path);
  return (await readRootKeys(path))!;
}

/** Replaces the keys of a root key file in one step. Everything sealed is lost with them: never drop a key still in use. */
export async function writeRootKeys(path: string, keys: Buffer[]): Promise<void> {
  await withTemporary(path, keys, (temporary) => rename(temporary, path));
}

export const newRootKey = (): Buffer => randomBytes(KEY_BYTES);

async function readRootKeys(path: string): Promise<Buffer[] | undefined> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new RootKeyError(`The root key file ${path} cannot be read (${error.code}).`, { cause: error });
  });
  if (!file) return undefined;
  try {
    const stats = await file.stat();
    const { mode, size } = stats;
    if (!stats.isFile()) throw new RootKeyError(`The root key file ${path} is not a file.`);
    if (mode & 0o077) {
      throw new RootKeyError(
        `The root key file ${path} is open to other users (mode ${(mode & 0o777).toString(8).padStart(4, '0')}). Run: chmod 600 ${path}`,
      );
    }
    if (size > MAX_FILE_BYTES) throw new RootKeyError(`The root key file ${path} is too large to be one.`);
    const bytes = await file.readFile();
    return bytes.length === KEY_BYTES ? [bytes] : parseRootKeys(bytes.toString('utf8'), `The root key file ${path}`);
  } finally {
    await file.close();
  }
}

function parseRootKeys(text: string, source: string): Buffer[] {
  const keys = text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(parseKey);
  if (keys.length === 0 || keys.includes(undefined)) {
    throw new RootKeyError(
      `${source} must hold ${KEY_BYTES} bytes as base64 or hex. Make one with: openssl rand -base64 32`,
    );
  }
  return keys as Buffer[];
}

function parseKey(text: string): Buffer | undefined {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  if (/^[\w+/-]{43}=?$/.test(text)) return Buffer.from(text, 'base64');
  return undefined;
}

/** Of several first starts at once one wins, and the others take its key: `link` never replaces a file. */
async function createRootKey(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await withTemporary(path, [newRootKey()], (temporary) =>
    link(temporary, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    }),
  );
}

/** The data folder outlives a power cut only if both the file and its name are on the disk before anything is sealed. */
async function withTemporary(path: string, keys: Buffer[], place: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      const replaced = await stat(path).catch(() => undefined);
      // Written by root, the file must still belong to the account the portal runs as.
      if (replaced && process.getuid?.() === 0) await file.chown(replaced.uid, replaced.gid);
      await file.writeFile(keys.map((key) => `${key.toString('base64')}\n`).join(''));
      await file.sync();
    } finally {
      await file.close();
    }
    await place(temporary);
    const folder = await open(dirname(path), 'r');
    await folder.sync().finally(() => folder.close());
  } catch (error) {
    throw new RootKeyError(`The root key file ${path} cannot be written (${(error as NodeJS.ErrnoException).code}).`, {
      cause: error,
    });
  } finally {
    await rm(temporary, { force: true });
  }
}
