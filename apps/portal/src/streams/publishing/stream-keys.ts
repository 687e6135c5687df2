import { Injectable } from '@nestjs/common';
import { Keyring, randomToken, sha256 } from '#libs/crypto';
import type { Stream } from '../stream.entity.js';

const PURPOSE = 'streams';
const KEY_BYTES = 24;
const PLAYBACK_KEY_BYTES = 18;
/** What a list shows of a key: `live_` and four characters. */
const HINT_CHARS = 9;

const placeOf = (streamId: number) => ({ table: 'streams', column: 'publish_key', row: streamId });

/** What of a publish key is stored. */
export type StoredKey = Pick<Stream, 'keyHash' | 'publishKey' | 'keyHint'>;

/** The keys publishers show (`live_…`) and players name a stream by (`pub_…`). */
@Injectable()
export class StreamKeys {
  constructor(private readonly keyring: Keyring) {}

  /** A new publish key, and what is stored of it. */
  async create(streamId: number): Promise<{ key: string; stored: StoredKey }> {
    const key = `live_${randomToken(KEY_BYTES)}`;
    const publishKey = await this.keyring.seal(PURPOSE, key, placeOf(streamId));
    return { key, stored: { keyHash: sha256(key), publishKey, keyHint: `${key.slice(0, HINT_CHARS)}…` } };
  }

  /** The publish key itself. */
  open({ id, publishKey }: Pick<Stream, 'id' | 'publishKey'>): Promise<string> {
    return this.keyring.openText(publishKey, placeOf(id));
  }

  newPlaybackKey(): string {
    return `pub_${randomToken(PLAYBACK_KEY_BYTES)}`;
  }
}
