import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadRootKey, RootKeyError, rootKeyPath, writeRootKeys } from './index.js';

describe('the root key', () => {
  let dataDir: string;
  beforeEach(async () => (dataDir = await mkdtemp(join(tmpdir(), 'root-key-'))));
  afterEach(() => rm(dataDir, { recursive: true }));

  const load = (env: Parameters<typeof loadRootKey>[0]['env'] = {}): Promise<Buffer[]> => loadRootKey({ env, dataDir });

  it('is created once, for its owner only, and read back', async () => {
    const [created] = await load();
    expect(created).toHaveLength(32);
    expect((await stat(rootKeyPath(dataDir))).mode & 0o777).toBe(0o600);
    expect(await load()).toEqual([created]);
    expect(await readdir(dataDir)).toEqual(['root.key']);
  });

  it('is created in a data folder that does not exist yet', async () => {
    expect(await loadRootKey({ env: {}, dataDir: join(dataDir, 'deep', 'data') })).toHaveLength(1);
  });

  it('is one key when several first starts race', async () => {
    const keys = await Promise.all(Array.from({ length: 16 }, () => load()));
    expect(new Set(keys.map(([key]) => key!.toString('hex'))).size).toBe(1);
    expect(await readdir(dataDir)).toEqual(['root.key']);
  });

  it.each(['640', '604', '620', '666'])('is refused in a file of mode 0%s, with what to do', async (mode) => {
    await load();
    await chmod(rootKeyPath(dataDir), parseInt(mode, 8));
    await expect(load()).rejects.toThrow(`open to other users (mode 0${mode}). Run: chmod 600 `);
  });

  it('comes from the environment as base64, base64url or hex, and then no file is made', async () => {
    const key = randomBytes(32);
    for (const encoding of ['base64', 'base64url', 'hex'] as const) {
      expect(await load({ PORTAL_ROOT_KEY: ` ${key.toString(encoding)}\n` })).toEqual([key]);
    }
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('comes from a named file as text or 32 raw bytes', async () => {
    const key = randomBytes(32);
    const path = join(dataDir, 'secret');
    for (const content of [key, `${key.toString('base64')}\n`, key.toString('hex')]) {
      await writeFile(path, content, { mode: 0o600 });
      expect(await load({ PORTAL_ROOT_KEY: '', PORTAL_ROOT_KEY_FILE: path })).toEqual([key]);
    }
    await expect(load({ PORTAL_ROOT_KEY_FILE: join(dataDir, 'absent') })).rejects.toThrow('does not exist');
  });

  it('may be several while it is being replaced, the current one first', async () => {
    const keys = [randomBytes(32), randomBytes(32)];
    expect(await load({ PORTAL_ROOT_KEY: keys.map((key) => key.toString('base64')).join(',') })).toEqual(keys);
    await load();
    await writeRootKeys(rootKeyPath(dataDir), keys);
    expect(await load()).toEqual(keys);
    expect((await stat(rootKeyPath(dataDir))).mode & 0o777).toBe(0o600);
  });

  it.each(['', 'short', 'x'.repeat(44), randomBytes(31).toString('base64'), randomBytes(33).toString('hex')])(
    'is not taken from %j',
    async (text) => {
      await writeFile(rootKeyPath(dataDir), text, { mode: 0o600 });
      await expect(load()).rejects.toThrow(RootKeyError);
      if (text) await expect(load({ PORTAL_ROOT_KEY: text })).rejects.toThrow('as base64 or hex');
      expect(await readFile(rootKeyPath(dataDir), 'utf8')).toBe(text);
    },
  );

  it('says so when its file is a folder, or is far too large', async () => {
    await expect(load({ PORTAL_ROOT_KEY_FILE: dataDir })).rejects.toThrow('is not a file');
    await writeFile(rootKeyPath(dataDir), 'A'.repeat(5000), { mode: 0o600 });
    await expect(load()).rejects.toThrow('too large');
  });
});
