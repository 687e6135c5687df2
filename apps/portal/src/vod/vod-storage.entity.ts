import { Column, Entity, ForeignKey, PrimaryColumn, UpdateDateColumn } from 'typeorm';
import { User } from '../users/user.entity.js';

/** Where a user's recordings go: a folder of an SFTP server. Goes with the user. */
@Entity('vod_storages')
export class VodStorage {
  @ForeignKey(() => User, { onDelete: 'CASCADE' })
  @PrimaryColumn({ name: 'user_id', type: 'integer' })
  userId: number;

  @Column({ type: 'varchar', length: 255 })
  host: string;

  @Column({ type: 'integer', default: 22 })
  port: number;

  @Column({ type: 'varchar', length: 128 })
  username: string;

  @Column({ name: 'auth_method', type: 'varchar', length: 8 })
  authMethod: 'password' | 'key';

  /** Sealed (purpose `vod-storages`): JSON with `password` or `private_key`, and `passphrase`. */
  @Column({ type: 'bytea' })
  secrets: Buffer;

  @Column({ name: 'remote_path', type: 'varchar', length: 1024 })
  remotePath: string;

  /** A code of the error table: why the last transfer failed. Null when it worked. */
  @Column({ name: 'last_error', type: 'varchar', length: 64, nullable: true })
  lastError: string | null;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
