import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { DataSource } from 'typeorm';
import type { TestPortal } from '#libs/testing';
import type { LeaseStats } from '../relay-nodes/index.js';
import type { ActiveLease } from '../sdk-lease/index.js';

/** Some address of an identity, EIP-55. */
export const ADDRESS = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';

/** Leases as if their clients were there, and a relay that says what it is told of them. */
export class RelayPeer {
  private server: Server;
  private readonly stats = new Map<string, LeaseStats>();

  constructor(private readonly portal: TestPortal) {}

  async open(sniPort = 0): Promise<void> {
    this.server = createServer((_request, response) => response.end(JSON.stringify([...this.stats.values()])));
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    const { port } = this.server.address() as { port: number };
    const row = { id: 'stage', url: `http://127.0.0.1:${port}`, capabilities: { sniPort, udp: false } };
    const seenAt = new Date(Date.now() + 3_600_000);
    await this.portal.get(DataSource).manager.insert('relay_nodes', { ...row, seenAt });
  }

  close(): void {
    this.server.close().closeAllConnections();
  }

  /** Its identity key. `ready` and what else there is of traffic is told within a second. */
  async lease(name: string, row: Partial<ActiveLease> = {}, traffic: Partial<LeaseStats> = {}): Promise<string> {
    const identityKey = `${name}:${ADDRESS.toLowerCase()}`;
    this.stats.set(identityKey, { identityKey, ready: 0, connections: 0, bytesIn: 0, bytesOut: 0, ...traffic });
    const now = Date.now();
    await this.portal.get(DataSource).manager.upsert(
      'relay_leases',
      {
        ...{ identityKey, name, address: ADDRESS, hostname: `${name}.localhost`, metadata: {} },
        ...{ clientIp: '203.0.113.1', firstSeenAt: new Date(now), lastSeenAt: new Date(now) },
        expiresAt: new Date(now + 3_600_000),
        ...row,
      } as object,
      ['identityKey'],
    );
    return identityKey;
  }
}
