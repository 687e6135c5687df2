import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { RegisterChallengeRequest } from '#libs/relay-protocol';

/** A registration that waits for its signature. */
@Entity('relay_challenges')
export class RelayChallenge {
  /** `rch_` and 16 hexadecimal digits. */
  @PrimaryColumn({ type: 'varchar', length: 20 })
  id: string;

  /** Normalised. */
  @Column({ type: 'jsonb' })
  request: RegisterChallengeRequest;

  @Column({ name: 'siwe_message', type: 'text' })
  siweMessage: string;

  @Index('relay_challenges_ip')
  @Column({ name: 'client_ip', type: 'varchar', length: 45 })
  clientIp: string;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date;
}
