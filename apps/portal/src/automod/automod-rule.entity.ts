import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn, UpdateDateColumn } from 'typeorm';

export const AUTOMOD_KINDS = ['words', 'regex', 'links', 'caps', 'flood', 'new_account'] as const;
export type AutomodKind = (typeof AUTOMOD_KINDS)[number];

/** `block` refuses the message, `timeout` also silences its author, `flag` lets it pass and writes it down. */
export const AUTOMOD_ACTIONS = ['block', 'timeout', 'flag'] as const;
export type AutomodAction = (typeof AUTOMOD_ACTIONS)[number];

@Entity('automod_rules')
export class AutomodRule {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column({ type: 'varchar', length: 100 })
  name: string;

  @Column({ type: 'varchar', length: 16 })
  kind: AutomodKind;

  /** As the kind wants it. */
  @Column({ type: 'jsonb', default: {} })
  config: object;

  @Column({ type: 'varchar', length: 8, default: 'block' })
  action: AutomodAction;

  /** Of the action `timeout`. */
  @Column({ name: 'timeout_minutes', type: 'integer', default: 10 })
  timeoutMinutes: number;

  @Column({ type: 'boolean', default: true })
  enabled: boolean;

  /** Only writes down what it would have done. */
  @Column({ name: 'dry_run', type: 'boolean', default: false })
  dryRun: boolean;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
