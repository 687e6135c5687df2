import { Injectable } from '@nestjs/common';
import { DomainError, type ErrorRow, ERRORS } from '#libs/contracts';
import { ProtocolError, type RelayErrorCode } from '#libs/relay-protocol';
import { RelayPolicy } from '../relay-policy/index.js';
import { Leases, LeaseTokens } from '../sdk-lease/index.js';
import type { UdpAuthority, UdpLease } from './engine/udp/udp-relay.js';

/** Whose UDP lease the client of a QUIC connection speaks for. */
@Injectable()
export class UdpAdmission implements UdpAuthority {
  constructor(
    private readonly leases: Leases,
    private readonly tokens: LeaseTokens,
    private readonly policy: RelayPolicy,
  ) {}

  async admit(accessToken: string, remoteAddress: string): Promise<UdpLease> {
    try {
      return await this.leaseOf(accessToken, remoteAddress);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const { relay }: ErrorRow = ERRORS[error.code];
      throw new ProtocolError((relay ?? 'internal') as RelayErrorCode, error.message, { cause: error });
    }
  }

  private async leaseOf(accessToken: string, remoteAddress: string): Promise<UdpLease> {
    if (this.policy.isIpBanned(remoteAddress)) throw new DomainError('relay.ip_banned');
    const { identityKey } = this.tokens.verify(accessToken);
    const lease = await this.leases.byIdentity(identityKey);
    if (!lease) throw new DomainError('lease.not_found');
    if (!this.policy.isRoutable(identityKey)) throw new DomainError('lease.rejected');
    if (lease.udpPort === null) throw new DomainError('lease.transport_mismatch');
    return { identityKey, port: lease.udpPort };
  }
}
