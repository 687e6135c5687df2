import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A shared endpoint defined by administrators. */
@Entity('services')
export class Service {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column({ type: 'varchar', length: 100 })
  name: string;

  /** The connection type, which names the plugin (`ssh`, `terminal`). */
  @Column({ type: 'varchar', length: 32 })
  type: string;

  /** Path below the portal's address, `/homeserver`. */
  @Column({ type: 'varchar', length: 100 })
  path: string;

  @Column({ type: 'varchar', length: 32 })
  icon: string;

  @Column({ type: 'varchar', length: 64 })
  category: string;

  @Column({ type: 'boolean', default: true })
  enabled: boolean;

  /** Null for plugins without a target (a local terminal). */
  @Column({ type: 'varchar', length: 255, nullable: true })
  host: string | null;

  @Column({ type: 'integer', nullable: true })
  port: number | null;

  /** Without the secret fields. */
  @Column({ type: 'jsonb', default: {} })
  config: Record<string, unknown>;

  /** JSON of the secret fields, sealed (purpose `services`). */
  @Column({ type: 'bytea', nullable: true })
  secrets: Buffer | null;

  /** Names of the secret fields that are set, so that showing an entry opens nothing. */
  @Column({ name: 'secret_fields', type: 'text', array: true, default: '{}' })
  secretFields: string[];

  /** Grows with every change of the entry: an update names the one it merged with. */
  @Column({ type: 'integer', default: 1 })
  revision: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
