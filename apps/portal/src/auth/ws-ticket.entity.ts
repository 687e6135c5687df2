import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { Credential } from './principal.js';
import { User } from '../users/user.entity.js';

/** A WebSocket ticket: good for 30 s and a few uses (SPICE opens a socket a channel). */
@Entity('ws_tickets')
export class WsTicket {
  /** SHA-256 of the ticket. */
  @PrimaryColumn({ type: 'bytea' })
  hash: Buffer;

  @ForeignKey(() => User, { onDelete: 'CASCADE' })
  @Column({ name: 'user_id', type: 'integer' })
  userId: number;

  @Column({ type: 'jsonb' })
  credential: Exclude<Credential, { kind: 'ticket' }>;

  @Column({ name: 'uses_left', type: 'integer' })
  usesLeft: number;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date;
}
