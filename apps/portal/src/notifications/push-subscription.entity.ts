import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { User } from '../users/user.entity.js';

/** A browser that takes Web Push (RFC 8030); deleted when its push service says it is gone. */
@Entity('push_subscriptions')
@Index('push_subscriptions_endpoint', ['endpointHash'], { unique: true })
export class PushSubscription {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Index('push_subscriptions_user')
  @ForeignKey(() => User, { onDelete: 'CASCADE' })
  @Column({ name: 'user_id', type: 'integer' })
  userId: number;

  /** SHA-256 of the endpoint, hex. */
  @Column({ name: 'endpoint_hash', type: 'varchar', length: 64 })
  endpointHash: string;

  /** JSON `{endpoint, keys}`, sealed (purpose `push-subscriptions`). */
  @Column({ type: 'bytea' })
  subscription: Buffer;

  /** As `credentialKey` writes it: with the sign-in it was made in, the subscription ends. */
  @Column({ type: 'varchar', length: 64 })
  credential: string;

  /** Also while the portal is open somewhere. */
  @Column({ type: 'boolean', default: false })
  always: boolean;

  /** Deliveries that failed in a row. */
  @Column({ type: 'integer', default: 0 })
  failures: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
