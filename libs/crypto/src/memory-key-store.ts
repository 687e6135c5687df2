import type { KeyStore, StoredKey } from './key-store.js';

/** Keys that die with the process: for tests, and the reference for what a durable store promises. */
export class MemoryKeyStore implements KeyStore {
  private keys: StoredKey[] = [];
  private lastId = 0;

  async list(): Promise<StoredKey[]> {
    return this.keys.map((key) => ({ ...key }));
  }

  async insert(purpose: string, wrap: (id: number) => Buffer, replacing?: number): Promise<StoredKey> {
    const current = this.keys.find((key) => key.purpose === purpose && key.active);
    if (current && current.id !== replacing) return { ...current };
    const id = ++this.lastId;
    const added = { id, purpose, wrapped: wrap(id), createdAt: new Date(), active: true };
    this.keys = [...this.keys.map((key) => (key === current ? { ...key, active: false } : key)), added];
    return { ...added };
  }

  async rewrap(changes: { id: number; from: Buffer; to: Buffer }[]): Promise<boolean> {
    const wrappedAs = new Map(this.keys.map((key) => [key.id, key.wrapped]));
    if (!changes.every(({ id, from }) => wrappedAs.get(id)?.equals(from))) return false;
    const next = new Map(changes.map(({ id, to }) => [id, to]));
    this.keys = this.keys.map((key) => ({ ...key, wrapped: next.get(key.id) ?? key.wrapped }));
    return true;
  }

  async remove(id: number): Promise<boolean> {
    const before = this.keys.length;
    this.keys = this.keys.filter((key) => key.id !== id || key.active);
    return this.keys.length < before;
  }
}
