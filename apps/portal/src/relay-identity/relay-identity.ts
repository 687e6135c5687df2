import { Injectable } from '@nestjs/common';
import { PortalConfig } from '#libs/config';
import { Keyring } from '#libs/crypto';
import { isLocalHost, normalizeRelayUrl, rootHostOf, Secp256k1Key } from '#libs/relay-protocol';

/** Who the relay is: the same in every process and after every restart, for its key is derived from the root key. */
@Injectable()
export class RelayIdentity {
  readonly key: Secp256k1Key;
  /** RELAY_URL as the protocol writes it; issuer of lease tokens. See `urlAt` for where it is. */
  readonly url: string;
  /** Below it every lease has its name. */
  readonly rootHost: string;
  /** Whether only the relay that runs knows its port: any free one, and no address, was configured. */
  readonly isPortOpen: boolean;

  constructor(keyring: Keyring, config: PortalConfig) {
    this.key = Secp256k1Key.fromPrivate(keyring.derive('relay-identity'));
    const port = config.get('SNI_PORT');
    this.url = normalizeRelayUrl(config.get('RELAY_URL')?.href ?? `https://localhost${port === 0 ? '' : `:${port}`}`);
    this.rootHost = rootHostOf(this.url);
    this.isPortOpen = port === 0 && config.get('RELAY_URL') === undefined;
  }

  /** Where a relay is that got this port. */
  urlAt(port: number): string {
    return this.isPortOpen ? normalizeRelayUrl(`${this.url}:${port}`) : this.url;
  }

  get address(): string {
    return this.key.address;
  }

  /** Compressed, hexadecimal. */
  get publicKeyHex(): string {
    return this.key.publicKeyHex;
  }

  /** Whether clients reach it on their own machine only, and pin what it presents. */
  get isLocal(): boolean {
    return isLocalHost(this.rootHost);
  }
}
