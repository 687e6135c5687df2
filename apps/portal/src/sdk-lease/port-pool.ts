import type { EntityManager } from 'typeorm';
import { DomainError } from '#libs/contracts';
import type { PortKind } from './port.entity.js';

export interface PortRange {
  min: number;
  max: number;
}

const EXHAUSTED = { tcp: 'lease.tcp_ports', udp: 'lease.udp_ports' } as const;

/**
 * Gives a lease the port last kept for its name, else the lowest free one. Whoever calls holds the lock of the kind.
 * @throws DomainError lease.tcp_ports, lease.udp_ports
 */
export const takePort = async (
  kind: PortKind,
  { name, identityKey }: { name: string; identityKey: string },
  { min, max }: PortRange,
  now: Date,
  tx: EntityManager,
): Promise<number> => {
  const [taken] = (await tx.query(
    `WITH chosen AS (
       SELECT place.port
         FROM generate_series($4::int, $5::int) AS place(port)
         LEFT JOIN relay_ports held ON held.kind = $1 AND held.port = place.port
              AND (held.identity_key IS NOT NULL OR held.reserved_until > $6)
        WHERE held.port IS NULL OR (held.identity_key IS NULL AND held.name = $2)
        ORDER BY held.reserved_until DESC NULLS LAST, place.port
        LIMIT 1),
     taken AS (
       INSERT INTO relay_ports (kind, port, name, identity_key)
       SELECT $1, port, $2, $3 FROM chosen
       ON CONFLICT (kind, port)
         DO UPDATE SET name = excluded.name, identity_key = excluded.identity_key, reserved_until = NULL
       RETURNING port)
     SELECT port FROM taken`,
    [kind, name, identityKey, min, max, now],
  )) as { port: number }[];
  if (!taken) throw new DomainError(EXHAUSTED[kind]);
  return taken.port;
};
