import { createECDH } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { PortalConfig } from '#libs/config';
import { Keyring } from '#libs/crypto';

const LABEL = 'web-push.vapid';
/** Order of P-256 (SEC 2 §2.4.2). */
const ORDER = 0xffffffff_00000000_ffffffff_ffffffff_bce6faad_a7179e84_f3b9cac2_fc632551n;
/** 128 bits beyond the order, so that no number is likelier than another (FIPS 186-5 A.2.1). */
const SEED_BYTES = 48;

/**
 * Who pushes, to push services (RFC 8292). Derived from the keyring, as every process derives it: browsers subscribe to
 * one key, so it must never be another.
 */
@Injectable()
export class VapidKeys {
  /** Uncompressed point and number, base64url. */
  readonly publicKey: string;
  readonly privateKey: string;
  /** Where a push service finds whoever is responsible. */
  readonly subject: string;

  constructor(keyring: Keyring, config: PortalConfig) {
    const seed = BigInt(`0x${keyring.derive(LABEL, SEED_BYTES).toString('hex')}`);
    const number = Buffer.from(((seed % (ORDER - 1n)) + 1n).toString(16).padStart(64, '0'), 'hex');
    const pair = createECDH('prime256v1');
    pair.setPrivateKey(number);
    this.privateKey = number.toString('base64url');
    this.publicKey = pair.getPublicKey('base64url');
    const url = config.get('PORTAL_URL');
    this.subject = url?.protocol === 'https:' ? url.origin : `mailto:postmaster@${url?.hostname ?? 'localhost'}`;
  }
}
