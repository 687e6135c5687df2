import { hkdfSync, randomBytes } from 'node:crypto';
import type { KeyStore, StoredKey } from './key-store.js';
import { RootKeyError } from './root-key.js';
import { KEY_BYTES, keyIdOf, openWith, placeBytes, SealError, sealWith, type SealedAt } from './seal.js';

/** Feeds `derive`. It is never rotated: derived values (index tokens, codes) are compared, not re-sealed. */
export const DERIVE_PURPOSE = 'derive';

/** How long a process may go on sealing with a key that another process has replaced. */
export const KEYRING_REFRESH_MS = 10_000;

export interface KeyringOptions {
  /** Reads the root keys again, before one is used to wrap and when none unwraps: another process may have replaced them. */
  readRoots?: () => Promise<Buffer[]>;
  refreshMs?: number;
}

export interface Rotation {
  purpose: string;
  from: number;
  to: number;
}

interface DataKey {
  id: number;
  purpose: string;
  key: Buffer;
}

/**
 * Envelope encryption at rest. A root key wraps data keys, a data key a purpose seals values; every process of the portal
 * works on the same store. It does not protect against somebody who has both the database and the root key.
 */
export class Keyring {
  private readonly keys = new Map<number, DataKey>();
  private active = new Map<string, DataKey>();
  private refreshedAt = 0;
  private refreshing: Promise<void> | undefined;

  private constructor(
    private roots: Buffer[],
    private readonly store: KeyStore,
    private readonly options: KeyringOptions,
  ) {}

  /**
   * The first root key wraps new data keys; the others only unwrap, while a root key is being replaced.
   * @throws RootKeyError — none of the root keys unwraps the stored keys
   */
  static async load(root: Buffer | Buffer[], store: KeyStore, options: KeyringOptions = {}): Promise<Keyring> {
    const keyring = new Keyring(requireRoots(root), store, options);
    await keyring.reload();
    await keyring.activeKey(DERIVE_PURPOSE);
    return keyring;
  }

  /**
   * The first use of a purpose creates its key. Rotate before a key has sealed 2³² values. Reads the store now and then, so
   * inside a transaction it may wait for a second connection.
   */
  async seal(purpose: string, plaintext: Buffer | string, at: SealedAt): Promise<Buffer> {
    const { id, key } = await this.activeKey(purpose);
    return sealWith(key, id, Buffer.isBuffer(plaintext) ? plaintext : Buffer.from(plaintext), placeBytes(at));
  }

  /** @throws SealError */
  async open(sealed: Buffer, at: SealedAt): Promise<Buffer> {
    const id = keyIdOf(sealed);
    if (!this.keys.has(id)) await this.learn(id);
    const known = this.keys.get(id);
    if (!known) throw new SealError('unknown_key');
    return openWith(known.key, sealed, placeBytes(at));
  }

  /** @throws SealError */
  async openText(sealed: Buffer, at: SealedAt): Promise<string> {
    return (await this.open(sealed, at)).toString('utf8');
  }

  /** @throws SealError truncated */
  keyIdOf(sealed: Buffer): number {
    return keyIdOf(sealed);
  }

  /** 1..8160 bytes by HKDF-SHA256 (RFC 5869): the same for a label in every process, whatever is rotated. */
  derive(label: string, bytes = KEY_BYTES): Buffer {
    const { key } = this.active.get(DERIVE_PURPOSE)!;
    return Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), label, bytes));
  }

  /**
   * Replaces the active key of one purpose, or of all but `derive`. Values sealed before still open; other processes seal
   * with the new key within `KEYRING_REFRESH_MS`. When another process rotated at the same moment, its key is the result.
   */
  async rotate(purpose?: string): Promise<Rotation[]> {
    if (purpose === DERIVE_PURPOSE) throw new RangeError('The derive key is compared against and cannot be rotated.');
    await this.reload();
    const rotations: Rotation[] = [];
    for (const current of [...this.active.values()]) {
      if (current.purpose === DERIVE_PURPOSE || (purpose !== undefined && current.purpose !== purpose)) continue;
      const added = await this.create(current.purpose, current.id);
      rotations.push({ purpose: current.purpose, from: current.id, to: added.id });
    }
    return rotations;
  }

  /**
   * Wraps every data key with `newRoot`, all at once; sealed values stay as they are. Idempotent. Other processes need
   * `newRoot` among their root keys before they next meet a new data key or restart.
   */
  async rewrap(newRoot: Buffer): Promise<void> {
    const [root] = requireRoots(newRoot);
    if (!root) return;
    this.roots = [root, ...this.roots.filter((known) => !known.equals(root))];
    for (let settled = false; !settled;) {
      const stored = await this.store.list();
      const changes = stored
        .filter((key) => !unwrap(key, [root]))
        .map((key) => ({ id: key.id, from: key.wrapped, to: wrap(this.requireUnwrapped(key), key, root) }));
      settled = await this.store.rewrap(changes);
    }
  }

  private async activeKey(purpose: string): Promise<DataKey> {
    if (performance.now() - this.refreshedAt > (this.options.refreshMs ?? KEYRING_REFRESH_MS)) await this.reload();
    return this.active.get(purpose) ?? this.create(purpose);
  }

  private async create(purpose: string, replacing?: number): Promise<DataKey> {
    const fresh = randomBytes(KEY_BYTES);
    if (this.options.readRoots) this.roots = requireRoots(await this.options.readRoots());
    const [root] = this.roots as [Buffer];
    const stored = await this.store.insert(purpose, (id) => wrap(fresh, { id, purpose }, root), replacing);
    const key = await this.adopt(stored);
    this.active.set(purpose, key);
    return key;
  }

  /** A read that was under way already may have listed the keys before this one was added. */
  private async learn(id: number): Promise<void> {
    const joined = this.refreshing !== undefined;
    await this.reload();
    if (joined && !this.keys.has(id)) await this.reload();
  }

  private reload(): Promise<void> {
    this.refreshing ??= this.readStore().finally(() => (this.refreshing = undefined));
    return this.refreshing;
  }

  private async readStore(): Promise<void> {
    const readAt = performance.now();
    const active = new Map<string, DataKey>();
    for (const stored of await this.store.list()) {
      const key = await this.adopt(stored);
      if (stored.active) active.set(stored.purpose, key);
    }
    this.active = active;
    this.refreshedAt = readAt;
  }

  private async adopt(stored: StoredKey): Promise<DataKey> {
    const known = this.keys.get(stored.id);
    if (known) return known;
    if (!unwrap(stored, this.roots) && this.options.readRoots)
      this.roots = requireRoots(await this.options.readRoots());
    const key = { id: stored.id, purpose: stored.purpose, key: this.requireUnwrapped(stored) };
    this.keys.set(stored.id, key);
    return key;
  }

  private requireUnwrapped(stored: StoredKey): Buffer {
    const key = unwrap(stored, this.roots);
    if (key) return key;
    throw new RootKeyError(
      `The stored key ${stored.id} (${stored.purpose}) was wrapped with another root key. Bring back the root key this database was used with.`,
    );
  }
}

const wrapPlace = ({ id, purpose }: Pick<StoredKey, 'id' | 'purpose'>): Buffer =>
  placeBytes({ table: 'encryption_keys', column: purpose, row: id });

const wrap = (key: Buffer, at: Pick<StoredKey, 'id' | 'purpose'>, root: Buffer): Buffer =>
  sealWith(root, at.id, key, wrapPlace(at));

function unwrap(stored: StoredKey, roots: Buffer[]): Buffer | undefined {
  for (const root of roots) {
    try {
      return openWith(root, stored.wrapped, wrapPlace(stored));
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
    }
  }
  return undefined;
}

function requireRoots(root: Buffer | Buffer[]): Buffer[] {
  const roots = Array.isArray(root) ? root : [root];
  if (roots.length === 0 || roots.some((key) => key.length !== KEY_BYTES)) {
    throw new RootKeyError(`A root key has ${KEY_BYTES} bytes.`);
  }
  return roots;
}
