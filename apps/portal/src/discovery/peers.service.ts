import { Injectable } from '@nestjs/common';
import { DataSource, MoreThan } from 'typeorm';
import { DomainError } from '#libs/contracts';
import {
  DISCOVERY_PROTOCOL_VERSION,
  isLocalHost,
  parseDescriptor,
  ProtocolError,
  RELAY_LIMITS,
  type RelayDescriptor,
  rootHostOf,
  verifyDescriptor,
} from '#libs/relay-protocol';
import { RelayIdentity } from '../relay-identity/index.js';
import { RelayPeer } from './relay-peer.entity.js';

/** The oldest that nobody pinned goes when there are more. */
const PEERS_MAX = 1024;

/** The other relays this one knows, each by the last thing it said of itself. */
@Injectable()
export class PeersService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly relay: RelayIdentity,
  ) {}

  /** Those whose word still holds, in no particular order. */
  async list(now = new Date()): Promise<RelayDescriptor[]> {
    const peers = await this.dataSource.manager.find(RelayPeer, {
      where: { expiresAt: MoreThan(now) },
      order: { address: 'ASC' },
      take: PEERS_MAX,
    });
    return peers.map(({ descriptor }) => descriptor);
  }

  /**
   * Takes what a relay says of itself. Older words than the last are refused, and so is the address of another relay.
   * @throws DomainError request.invalid
   */
  async take(foreign: unknown, { version, isPinned = false }: { version?: string | null; isPinned?: boolean } = {}) {
    const descriptor = this.check(foreign, version, new Date());
    await this.dataSource
      .transaction(async (tx) => {
        const rows: unknown = await tx.query(
          `INSERT INTO relay_peers (address, url, descriptor, is_pinned, issued_at, expires_at, seen_at)
           VALUES ($1, $2, $3, $4, $5, $6, now())
         ON CONFLICT (address) DO UPDATE SET url = excluded.url, descriptor = excluded.descriptor,
           is_pinned = relay_peers.is_pinned OR excluded.is_pinned, issued_at = excluded.issued_at,
           expires_at = excluded.expires_at, seen_at = now()
         WHERE excluded.issued_at >= relay_peers.issued_at
         RETURNING 1`,
          [
            descriptor.address.toLowerCase(),
            descriptor.api_https_addr,
            descriptor,
            isPinned,
            descriptor.issued_at,
            descriptor.expires_at,
          ],
        );
        if ((rows as unknown[]).length === 0) throw refused('a newer descriptor is known');
        await tx.query(
          `DELETE FROM relay_peers WHERE address IN
           (SELECT address FROM relay_peers WHERE NOT is_pinned ORDER BY seen_at DESC OFFSET $1)`,
          [PEERS_MAX],
        );
      })
      .catch((error: unknown) => {
        if ((error as { code?: unknown }).code === UNIQUE_VIOLATION) throw refused('another relay has this address');
        throw error;
      });
  }

  private check(foreign: unknown, version: string | null | undefined, now: Date): RelayDescriptor {
    try {
      if (version && version !== DISCOVERY_PROTOCOL_VERSION) throw refused('another protocol version');
      const descriptor = parseDescriptor(foreign);
      const { api_https_addr: url, issued_at, expires_at } = descriptor;
      const host = rootHostOf(url);
      if (isLocalHost(host)) throw refused('the address is local');
      if (url === this.relay.url || host === this.relay.rootHost) throw refused('the address is ours');
      verifyDescriptor(descriptor);
      const [issued, expires] = [Date.parse(issued_at), Date.parse(expires_at)];
      if (expires <= now.getTime()) throw refused('it has expired');
      if (issued > now.getTime() + RELAY_LIMITS.descriptorFutureMs) throw refused('it is from the future');
      if (expires - issued > RELAY_LIMITS.descriptorMaxTtlMs) throw refused('it is valid for too long');
      return descriptor;
    } catch (error) {
      if (error instanceof ProtocolError) throw refused(error.message, error);
      throw error;
    }
  }
}

const UNIQUE_VIOLATION = '23505';

const refused = (text: string, cause?: unknown): DomainError => new DomainError('request.invalid', { text, cause });
