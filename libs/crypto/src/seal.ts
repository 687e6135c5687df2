import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

export const KEY_BYTES = 32;
const ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';

export type SealFault = 'truncated' | 'unknown_key' | 'forged';

/** A sealed value that cannot be opened: cut short, sealed with a key this store does not have, or not what was sealed for this place. */
export class SealError extends Error {
  override readonly name = 'SealError';

  constructor(readonly fault: SealFault) {
    super(
      {
        truncated: 'The sealed value is too short to be one.',
        unknown_key: 'The sealed value names a key that is not in the key store.',
        forged: 'The sealed value was changed, or was sealed for another place.',
      }[fault],
    );
  }
}

/** Where a value is stored. It is authenticated with the value, so a sealed value copied into another row does not open. */
export interface SealedAt {
  table: string;
  column: string;
  row: string | number;
}

/** The length prefixes of JSON strings keep `('a', 'bc')` and `('ab', 'c')` apart; a numeric row equals its decimal text. */
export const placeBytes = ({ table, column, row }: SealedAt): Buffer =>
  Buffer.from(JSON.stringify([table, column, String(row)]));

/** `key id (4, big endian) ‖ nonce (12) ‖ ciphertext ‖ tag (16)`. The nonce is random: a key is good for 2³² values. */
export function sealWith(key: Buffer, keyId: number, plaintext: Buffer, place: Buffer): Buffer {
  const head = Buffer.alloc(ID_BYTES);
  head.writeUInt32BE(keyId);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.concat([head, place]));
  return Buffer.concat([head, nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** @throws SealError truncated, forged */
export function openWith(key: Buffer, sealed: Buffer, place: Buffer): Buffer {
  const head = sealed.subarray(0, ID_BYTES);
  keyIdOf(sealed);
  const nonce = sealed.subarray(ID_BYTES, ID_BYTES + NONCE_BYTES);
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.concat([head, place]))
    .setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(ID_BYTES + NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch {
    throw new SealError('forged');
  }
}

/** @throws SealError truncated */
export function keyIdOf(sealed: Buffer): number {
  if (sealed.length < ID_BYTES + NONCE_BYTES + TAG_BYTES) throw new SealError('truncated');
  return sealed.readUInt32BE(0);
}
