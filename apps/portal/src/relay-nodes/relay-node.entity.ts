import { Entity } from 'typeorm';
import { RoleNode } from '../nodes/index.js';

/** A process in the relay role. */
@Entity('relay_nodes')
export class RelayNode extends RoleNode<RelayCapabilities> {}

export interface RelayCapabilities {
  /** Where it takes TLS of clients and visitors. */
  sniPort: number;
  /** Whether it can carry UDP (a QUIC listener is open). */
  udp: boolean;
}
