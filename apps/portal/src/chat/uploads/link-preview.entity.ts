import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What a page says of itself, for an hour. Sealed: an address somebody pasted is part of what was said. */
@Entity('link_previews')
@Index('link_previews_expiry', ['expiresAt'])
export class LinkPreview {
  /** HMAC of the address, hex. */
  @PrimaryColumn({ name: 'url_hash', type: 'varchar', length: 64 })
  urlHash: string;

  /** JSON of the preview, sealed (purpose `link-previews`); null where there is none to show. */
  @Column({ type: 'bytea', nullable: true })
  content: Buffer | null;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date;
}
