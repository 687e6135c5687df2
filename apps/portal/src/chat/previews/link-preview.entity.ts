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

  /** Its picture, small, as WebP, sealed (purpose `link-previews`): readers would show themselves to the page's own. */
  @Column({ type: 'bytea', nullable: true })
  thumbnail: Buffer | null;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date;
}
