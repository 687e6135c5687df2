import { Injectable } from '@nestjs/common';
import { constantTimeEqual, hmac, Keyring, randomToken } from '#libs/crypto';

const ID_BYTES = 12;

/**
 * Remembers in a signed cookie that an account was signed in on this browser. It proves no identity: it only keeps
 * strangers' failed attempts from slowing its owner down.
 */
@Injectable()
export class KnownDevices {
  private readonly key: Buffer;

  constructor(keyring: Keyring) {
    this.key = keyring.derive('known-device');
  }

  /** `<user id>.<device id>.<HMAC>` */
  issue(userId: number): string {
    const claim = `${userId}.${randomToken(ID_BYTES)}`;
    return `${claim}.${this.sign(claim)}`;
  }

  /** The device's id if it is one of this account's. */
  identify(cookie: string | undefined, userId: number): string | null {
    const [owner, device, signature, ...rest] = cookie?.split('.') ?? [];
    if (owner !== String(userId) || !device || !signature || rest.length > 0) return null;
    return constantTimeEqual(signature, this.sign(`${owner}.${device}`)) ? device : null;
  }

  private sign(claim: string): string {
    return hmac(this.key, claim).toString('base64url');
  }
}
