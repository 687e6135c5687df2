import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A process in the media role. Its row goes when it stops, or when it has not been heard of for long. */
@Entity('media_nodes')
export class MediaNode {
  /** Kept in its data folder: a restarted process is the same node. */
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;

  /** Of its inner HTTP face, for the processes of the portal: `http://127.0.0.1:41234`. */
  @Column({ type: 'varchar', length: 255 })
  url: string;

  /** Where it takes publishers, and what it can do. */
  @Column({ type: 'jsonb' })
  capabilities: MediaCapabilities;

  @Column({ name: 'seen_at', type: 'timestamptz' })
  seenAt: Date;
}

export interface MediaCapabilities {
  /** Ports publishers connect to; null where the protocol is off. */
  ports: { rtmp: number | null; rtmps: number | null; rtsps: number | null; webrtc: number | null };
  /** Thumbnails of what is on the air, and audio in browsers where the publisher sends AAC. */
  ffmpeg: boolean;
}
