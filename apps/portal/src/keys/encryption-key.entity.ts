import { Column, CreateDateColumn, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A data key, wrapped with the root key. Removed once it is inactive and nothing is sealed with it any more. */
@Entity('encryption_keys')
@Index('encryption_keys_active', ['purpose'], { unique: true, where: '"active"' })
export class EncryptionKey {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column({ type: 'varchar', length: 64 })
  purpose: string;

  @Column({ type: 'bytea' })
  wrapped: Buffer;

  @Column({ type: 'boolean' })
  active: boolean;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
