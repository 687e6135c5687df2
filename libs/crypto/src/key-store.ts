/** A data key as stored. `wrapped` is the key sealed with the root key; at most one key a purpose is active, and only it seals. */
export interface StoredKey {
  /** 1..2³²−1, never reused */
  id: number;
  purpose: string;
  wrapped: Buffer;
  createdAt: Date;
  active: boolean;
}

export interface KeyStore {
  list(): Promise<StoredKey[]>;

  /**
   * Adds the active key of a purpose, in place of the active key `replacing` or of none. One winner across processes: when
   * the active key is another one by now, that one is returned and nothing is stored.
   */
  insert(purpose: string, wrap: (id: number) => Buffer, replacing?: number): Promise<StoredKey>;

  /** Changes how every listed key is wrapped: all of them, or none when one of them is no longer as it was in `from`. */
  rewrap(changes: { id: number; from: Buffer; to: Buffer }[]): Promise<boolean>;

  /** Forgets an inactive key: whatever it sealed is lost. Answers whether it was there and inactive. */
  remove(id: number): Promise<boolean>;
}
