import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { User } from '../users/user.entity.js';

/** A WebAuthn credential (Level 3). Deleted by its owner or with the account. */
@Entity('passkeys')
export class Passkey {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Index('passkeys_user_id')
  @ForeignKey(() => User, { onDelete: 'CASCADE' })
  @Column({ name: 'user_id', type: 'integer' })
  userId: number;

  /** base64url, as the browser names it. */
  @Index('passkeys_credential_id', { unique: true })
  @Column({ name: 'credential_id', type: 'varchar', length: 1400 })
  credentialId: string;

  /** COSE key. */
  @Column({ name: 'public_key', type: 'bytea' })
  publicKey: Buffer;

  /** Signature counter; a step back means a copied authenticator. */
  @Column({ type: 'bigint', default: 0 })
  counter: string;

  @Column({ type: 'text', array: true, default: '{}' })
  transports: string[];

  @Column({ type: 'varchar', length: 100 })
  name: string;

  @Column({ name: 'backed_up', type: 'boolean', default: false })
  backedUp: boolean;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'last_used_at', type: 'timestamptz', nullable: true })
  lastUsedAt: Date | null;
}
