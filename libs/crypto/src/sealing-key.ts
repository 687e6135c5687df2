import { randomBytes } from 'node:crypto';
import { KEY_BYTES, openWith, placeBytes, type SealedAt, sealWith } from './seal.js';

/** A key somebody else keeps (sealed by the `Keyring`), in use: what one room's texts are sealed with. Does not wait. */
export class SealingKey {
  /** The format names a key; here there is only one. */
  private static readonly ID = 0;

  constructor(private readonly key: Buffer) {
    if (key.length !== KEY_BYTES) throw new RangeError(`A sealing key has ${KEY_BYTES} bytes.`);
  }

  static random(): Buffer {
    return randomBytes(KEY_BYTES);
  }

  seal(plaintext: string, at: SealedAt): Buffer {
    return sealWith(this.key, SealingKey.ID, Buffer.from(plaintext), placeBytes(at));
  }

  /** @throws SealError */
  openText(sealed: Buffer, at: SealedAt): string {
    return openWith(this.key, sealed, placeBytes(at)).toString('utf8');
  }
}
