import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DomainError } from '#libs/contracts';
import { type Identity, ProtocolError, signLeaseToken, verifyLeaseToken } from '#libs/relay-protocol';
import { RelayIdentity } from '../relay-identity/index.js';
import { LeaseClock } from './lease-clock.js';

/** What a client shows for its lease. Whether the lease still is there, the tables say. */
@Injectable()
export class LeaseTokens {
  constructor(
    private readonly relay: RelayIdentity,
    private readonly clock: LeaseClock,
  ) {}

  /** `expiresAt` in whole seconds. */
  sign(identity: Identity, expiresAt: Date): string {
    const jti = `tok_${randomBytes(8).toString('hex')}`;
    return signLeaseToken(this.relay.key, { issuer: this.relay.url, identity, jti, now: this.clock.now(), expiresAt });
  }

  /** @throws DomainError lease.unauthorized */
  verify(token: string | undefined): { identityKey: string; identity: Identity } {
    try {
      const { publicKeyHex, url: issuer } = this.relay;
      return verifyLeaseToken(token ?? '', { publicKeyHex, issuer, now: this.clock.now() });
    } catch (error) {
      if (error instanceof ProtocolError) throw new DomainError('lease.unauthorized', { cause: error });
      throw error;
    }
  }
}
