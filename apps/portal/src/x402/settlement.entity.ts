import { Column, Entity, PrimaryColumn } from 'typeorm';

/** `unknown`: the node did not say what became of it, so the next to ask looks it up. */
export type SettlementState = 'pending' | 'unknown' | 'settled' | 'failed';

/** A payment that was settled here, so that nobody settles it twice for another purpose. */
@Entity('x402_settlements')
export class X402Settlement {
  /** Of the transaction, Base58. */
  @PrimaryColumn({ type: 'varchar', length: 64 })
  digest: string;

  /** SHA-256 of the requirements it was settled for, hexadecimal. */
  @Column({ name: 'requirements_hash', type: 'char', length: 64 })
  requirementsHash: string;

  @Column({ type: 'varchar', length: 66 })
  payer: string;

  @Column({ type: 'varchar', length: 8 })
  state: SettlementState;

  /** When whoever settles it began. */
  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
