import { Column, PrimaryColumn } from 'typeorm';

/** A process in a role of its own. Its row goes when it stops, or when it has not been heard of for long. */
export abstract class RoleNode<Capabilities> {
  /** Kept in its data folder: a restarted process is the same node. */
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;

  /** Of its inner HTTP face, for the processes of the portal: `http://127.0.0.1:41234`. */
  @Column({ type: 'varchar', length: 255 })
  url: string;

  /** Where others than the portal reach it, and what it can do. */
  @Column({ type: 'jsonb' })
  capabilities: Capabilities;

  @Column({ name: 'seen_at', type: 'timestamptz' })
  seenAt: Date;
}
