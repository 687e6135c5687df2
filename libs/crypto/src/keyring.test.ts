import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Keyring, MemoryKeyStore, RootKeyError, SealError, type KeyStore, type StoredKey } from './index.js';

const AT = { table: 'connections', column: 'secrets', row: 7 };

async function freshKeyring() {
  const store = new MemoryKeyStore();
  const root = randomBytes(32);
  return { store, root, keyring: await Keyring.load(root, store, { refreshMs: 0 }) };
}

const faultOf = (opening: Promise<unknown>): Promise<unknown> =>
  opening.then(
    () => 'opened',
    (error: unknown) => (error instanceof SealError ? error.fault : error),
  );

describe('sealing', () => {
  it.each([0, 1, 15, 16, 17, 4096, 1_000_000])('opens what it sealed, %i bytes long', async (length) => {
    const { keyring } = await freshKeyring();
    const secret = randomBytes(length);
    const sealed = await keyring.seal('connections', secret, AT);
    expect((await keyring.open(sealed, AT)).equals(secret)).toBe(true);
    expect(sealed).toHaveLength(length + 32);
  });

  it('keeps text, and takes a numeric row for its decimal text', async () => {
    const { keyring } = await freshKeyring();
    const sealed = await keyring.seal('connections', 'pässword 🔑', AT);
    expect(await keyring.openText(sealed, { ...AT, row: '7' })).toBe('pässword 🔑');
  });

  it('never seals the same text to the same bytes', async () => {
    const { keyring } = await freshKeyring();
    const seals = await Promise.all(Array.from({ length: 100 }, () => keyring.seal('connections', 'same', AT)));
    expect(new Set(seals.map((sealed) => sealed.toString('hex'))).size).toBe(100);
  });

  it('refuses a value cut at any byte', async () => {
    const { keyring } = await freshKeyring();
    const sealed = await keyring.seal('connections', 'a secret of some length', AT);
    for (let length = 0; length < sealed.length; length++) {
      expect(await faultOf(keyring.open(sealed.subarray(0, length), AT))).toBe(length < 32 ? 'truncated' : 'forged');
    }
  });

  it('refuses a value with any bit flipped', async () => {
    const { keyring } = await freshKeyring();
    const sealed = await keyring.seal('connections', 'a secret', AT);
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const forged = Buffer.from(sealed);
      forged[bit >> 3]! ^= 1 << (bit & 7);
      expect(['forged', 'unknown_key']).toContain(await faultOf(keyring.open(forged, AT)));
    }
  });

  it('refuses a value moved to another table, column or row', async () => {
    const { keyring } = await freshKeyring();
    const sealed = await keyring.seal('connections', 'a secret', AT);
    for (const moved of [
      { table: 'services' },
      { column: 'config' },
      { row: 8 },
      { table: 'connection', column: 'ssecrets' },
    ]) {
      expect(await faultOf(keyring.open(sealed, { ...AT, ...moved }))).toBe('forged');
    }
  });

  it('refuses a value sealed by a portal with other keys', async () => {
    const [ours, theirs] = await Promise.all([freshKeyring(), freshKeyring()]);
    await ours.keyring.seal('connections', 'ours', AT);
    expect(await faultOf(ours.keyring.open(await theirs.keyring.seal('connections', 'theirs', AT), AT))).toBe('forged');
  });

  it('names an unknown key instead of guessing', async () => {
    const { keyring } = await freshKeyring();
    const sealed = await keyring.seal('connections', 'a secret', AT);
    sealed.writeUInt32BE(4_000_000_000);
    expect(await faultOf(keyring.open(sealed, AT))).toBe('unknown_key');
    expect(keyring.keyIdOf(sealed)).toBe(4_000_000_000);
  });
});

describe('keys', () => {
  it('creates one active key a purpose when processes race for the first use', async () => {
    const store = new MemoryKeyStore();
    const root = randomBytes(32);
    const keyrings = await Promise.all(Array.from({ length: 8 }, () => Keyring.load(root, store)));
    const seals = await Promise.all(keyrings.map((keyring) => keyring.seal('totp', 'x', AT)));
    expect(new Set(seals.map((sealed) => sealed.readUInt32BE(0))).size).toBe(1);
    expect((await store.list()).map((key) => [key.purpose, key.active])).toEqual([
      ['derive', true],
      ['totp', true],
    ]);
    for (const keyring of keyrings) expect(await keyring.openText(seals[0]!, AT)).toBe('x');
  });

  it('seals with the new key after a rotation and still opens the old values', async () => {
    const { keyring } = await freshKeyring();
    const before = await keyring.seal('connections', 'old', AT);
    await keyring.seal('totp', 'other', AT);
    const [rotation, ...rest] = await keyring.rotate('connections');
    expect(rest).toEqual([]);
    const after = await keyring.seal('connections', 'new', AT);
    expect(rotation).toEqual({ purpose: 'connections', from: keyring.keyIdOf(before), to: keyring.keyIdOf(after) });
    expect(rotation!.to).not.toBe(rotation!.from);
    expect(await keyring.openText(before, AT)).toBe('old');
    expect(await keyring.openText(after, AT)).toBe('new');
  });

  it('lets a process that has not read the store open what another sealed with a newer key', async () => {
    const { store, root, keyring } = await freshKeyring();
    const sleepy = await Keyring.load(root, store, { refreshMs: 1_000_000 });
    await keyring.seal('connections', 'x', AT);
    await keyring.rotate();
    expect(await sleepy.openText(await keyring.seal('connections', 'fresh', AT), AT)).toBe('fresh');
  });

  it('makes two processes that rotate at once agree on one key', async () => {
    const { store, root, keyring } = await freshKeyring();
    await keyring.seal('connections', 'x', AT);
    const other = await Keyring.load(root, store);
    const [ours, theirs] = await Promise.all([keyring.rotate('connections'), other.rotate('connections')]);
    expect(theirs[0]!.to).toBe(ours[0]!.to);
    expect((await store.list()).filter((key) => key.purpose === 'connections' && key.active)).toHaveLength(1);
  });

  it('finds a key that was added while the store was being read', async () => {
    const { store, root, keyring } = await freshKeyring();
    const slow = new HeldStore(store);
    const reader = await Keyring.load(root, slow, { refreshMs: 1_000_000 });
    slow.hold();
    const early = faultOf(reader.open(Buffer.alloc(64, 0xee), AT));
    const sealed = await keyring.seal('chat', 'late', AT);
    const late = reader.openText(sealed, AT);
    slow.release();
    expect(await early).toBe('unknown_key');
    expect(await late).toBe('late');
  });

  it('derives the same bytes in every process, whatever is rotated', async () => {
    const { store, root, keyring } = await freshKeyring();
    const derived = keyring.derive('invite', 40);
    await keyring.seal('connections', 'x', AT);
    await keyring.rotate();
    const other = await Keyring.load(root, store);
    expect(other.derive('invite', 40)).toEqual(derived);
    expect(derived).toHaveLength(40);
    expect(other.derive('search')).not.toEqual(other.derive('invite'));
    await expect(keyring.rotate('derive')).rejects.toThrow(RangeError);
  });
});

describe('the root key', () => {
  it('does not open a store wrapped with another one', async () => {
    const { store } = await freshKeyring();
    await expect(Keyring.load(randomBytes(32), store)).rejects.toThrow(RootKeyError);
    await expect(Keyring.load(randomBytes(31), store)).rejects.toThrow('32 bytes');
    await expect(Keyring.load([], store)).rejects.toThrow(RootKeyError);
  });

  it('is replaced without touching sealed values, and the old one opens nothing any more', async () => {
    const { store, root, keyring } = await freshKeyring();
    const sealed = await keyring.seal('connections', 'kept', AT);
    const newRoot = randomBytes(32);
    await keyring.rewrap(newRoot);
    await keyring.rewrap(newRoot);
    expect(await (await Keyring.load(newRoot, store)).openText(sealed, AT)).toBe('kept');
    await expect(Keyring.load(root, store)).rejects.toThrow(RootKeyError);
  });

  it('opens everything with both roots while a replacement is under way', async () => {
    const { store, root, keyring } = await freshKeyring();
    const newRoot = randomBytes(32);
    const ahead = await Keyring.load([newRoot, root], store);
    const sealed = await ahead.seal('totp', 'under the new root', AT);
    const behind = await Keyring.load([newRoot, root], store);
    expect(await behind.openText(sealed, AT)).toBe('under the new root');
    await expect(keyring.open(sealed, AT)).rejects.toThrow(RootKeyError);
  });

  it('is read again before it wraps, and when a key does not unwrap', async () => {
    const store = new MemoryKeyStore();
    let roots = [randomBytes(32)];
    const running = await Keyring.load(roots, store, { readRoots: async () => roots, refreshMs: 0 });
    const newRoot = randomBytes(32);
    const rotating = await Keyring.load(roots, store);
    roots = [newRoot, ...roots];
    await rotating.rewrap(newRoot);
    roots = [newRoot];
    const sealed = await running.seal('totp', 'x', AT);
    expect(await (await Keyring.load(newRoot, store)).openText(sealed, AT)).toBe('x');
  });
});

/** Answers `list` with what was there when it was asked, but only once released. */
class HeldStore implements KeyStore {
  private gate: Promise<void> | undefined;
  private open = (): void => {};

  constructor(private readonly store: KeyStore) {}

  hold(): void {
    this.gate = new Promise((resolve) => (this.open = resolve));
  }

  release(): void {
    this.gate = undefined;
    this.open();
  }

  async list(): Promise<StoredKey[]> {
    const keys = await this.store.list();
    await this.gate;
    return keys;
  }

  insert = (purpose: string, wrap: (id: number) => Buffer, replacing?: number): Promise<StoredKey> =>
    this.store.insert(purpose, wrap, replacing);
  rewrap = (changes: { id: number; from: Buffer; to: Buffer }[]): Promise<boolean> => this.store.rewrap(changes);
  remove = (id: number): Promise<boolean> => this.store.remove(id);
}
