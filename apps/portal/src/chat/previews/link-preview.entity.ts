import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What a page says of itself, for an hour. Sealed: an address somebody pasted is part of what was said. */
@Entity('link_previews')
@Index('link_previews_expiry', ['expiresAt'])
export class LinkPreview {
  /** HMAC of the address, hex. */
  @PrimaryColumn({ name: 'url_hash', type: 'varchar', length: 64 })
  urlHash: string;

  /** JSON of a `PreviewState`, sealed (purpose `link-previews`). */
  @Column({ type: 'bytea' })
  content: Buffer;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date;
}
