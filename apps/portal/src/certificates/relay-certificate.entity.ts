import { Column, Entity, PrimaryColumn } from 'typeorm';

export type CertificateSource = 'local' | 'acme';

/** A certificate the relays share, with its key. `local-authority` is the issuer of our own. */
@Entity('relay_certificates')
export class RelayCertificate {
  /** `relay` (of our own authority), `local-authority`, `acme`, or `acme-account` (a key alone). */
  @PrimaryColumn({ type: 'varchar', length: 24 })
  name: string;

  @Column({ type: 'varchar', length: 8 })
  source: CertificateSource;

  /** The names it is for, as they were asked for. */
  @Column({ type: 'jsonb' })
  hosts: string[];

  /** PEM, leaf first; empty for a key alone. */
  @Column({ type: 'text' })
  chain: string;

  /** PKCS#8 PEM, sealed (purpose `relay-certificates`). */
  @Column({ name: 'private_key', type: 'bytea' })
  privateKey: Buffer;

  @Column({ name: 'not_after', type: 'timestamptz', nullable: true })
  notAfter: Date | null;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
