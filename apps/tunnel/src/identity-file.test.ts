import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IdentityError, identityFileOf, openIdentity } from './identity-file.js';

describe('identity files', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'tunnel-identity-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('are made at first use, private, and give the same key from then on', async () => {
    const file = path.join(folder, 'new', 'demo.json');
    const first = await openIdentity({ file, name: 'Demo' });
    const second = await openIdentity({ file });
    expect(first).toMatchObject({ name: 'demo', isNew: true });
    expect(second).toMatchObject({ name: 'demo', isNew: false, key: { address: first.key.address } });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(Object.keys(JSON.parse(await readFile(file, 'utf8')) as object)).toEqual([
      ...['name', 'address', 'public_key', 'private_key'],
    ]);
  });

  it('end with one key when two first uses meet, and leave no drafts', async () => {
    const file = path.join(folder, 'race', 'demo.json');
    const all = await Promise.all(Array.from({ length: 8 }, () => openIdentity({ file, name: 'demo' })));
    expect(new Set(all.map(({ key }) => key.address)).size).toBe(1);
    expect(await readdir(path.dirname(file))).toEqual(['demo.json']);
  });

  it('make up a name where none is given', async () => {
    const { name } = await openIdentity({ file: path.join(folder, 'unnamed.json') });
    expect(name).toMatch(/^t-[0-9a-f]{8}$/);
  });

  it('are refused when others can read them', async () => {
    const file = path.join(folder, 'open.json');
    await openIdentity({ file, name: 'open' });
    await chmod(file, 0o644);
    await expect(openIdentity({ file })).rejects.toThrow(/chmod 600/);
  });

  it.each([
    ['no JSON', 'not json'],
    ['no key', '{"name":"x"}'],
    ['a key out of range', `{"name":"x","private_key":"${'0'.repeat(64)}"}`],
    ['a bad name', `{"name":"***","private_key":"${'1'.repeat(64)}"}`],
    ['an address of another key', `{"name":"x","private_key":"${'1'.repeat(64)}","address":"0x${'0'.repeat(40)}"}`],
  ])('are refused with %s, and left as they are', async (_what, text) => {
    const file = path.join(folder, 'damaged.json');
    await writeFile(file, text, { mode: 0o600 });
    await expect(openIdentity({ file })).rejects.toThrow(IdentityError);
    expect(await readFile(file, 'utf8')).toBe(text);
  });

  it('are kept where the system keeps configuration', () => {
    expect(identityFileOf('demo', { XDG_CONFIG_HOME: '/c' })).toBe('/c/portal-tunnel/identities/demo.json');
  });
});
