import { Column, Entity, ForeignKey, PrimaryColumn, UpdateDateColumn } from 'typeorm';
import { Stream } from '../stream.entity.js';

/** The picture an owner chose. Goes with its stream. */
@Entity('stream_thumbnails')
export class StreamThumbnail {
  @ForeignKey(() => Stream, { onDelete: 'CASCADE' })
  @PrimaryColumn({ name: 'stream_id', type: 'integer' })
  streamId: number;

  /** JPEG, without metadata. */
  @Column({ type: 'bytea' })
  image: Buffer;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
