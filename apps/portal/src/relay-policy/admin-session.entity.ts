import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody who signed in with the relay's admin token. */
@Entity('relay_admin_sessions')
export class RelayAdminSession {
  /** HMAC-SHA-256 of the access token with the admin token, hexadecimal. */
  @PrimaryColumn({ name: 'token_hash', type: 'char', length: 64 })
  tokenHash: string;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date;
}
