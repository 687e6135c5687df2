import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import type { ErrorCode } from '#libs/contracts';
import { hmac, Keyring, type SealedAt } from '#libs/crypto';
import { LinkPreview } from './link-preview.entity.js';
import type { PageMetadata } from './page-metadata.js';

const PURPOSE = 'link-previews';

export type PreviewOutcome =
  { state: 'found'; page: PageMetadata; hasThumbnail: boolean } | { state: 'failed'; code: ErrorCode };
export type PreviewState = { url: string } & ({ state: 'waiting' } | PreviewOutcome);

/** For how long a row counts. A job that never ends is given up, so that the next request starts another one. */
const SECONDS = { waiting: 15, found: 3600, failed: 300 };

/** The previews of all processes, sealed; a row is found by a keyed hash of the address. */
@Injectable()
export class LinkPreviewRows {
  constructor(
    @InjectRepository(LinkPreview) private readonly rows: Repository<LinkPreview>,
    private readonly keyring: Keyring,
  ) {}

  hashOf(url: string): string {
    return hmac(this.keyring.derive(PURPOSE), url).toString('hex');
  }

  /** Undefined when nothing is known any more. */
  async find(hash: string): Promise<PreviewState | undefined> {
    const row = await this.rows
      .createQueryBuilder('row')
      .where('row.url_hash = :hash AND row.expires_at > now()', { hash })
      .getOne();
    return row
      ? (JSON.parse(await this.keyring.openText(row.content, placeOf(hash, 'content'))) as PreviewState)
      : undefined;
  }

  /** True for the one that is to have the page fetched. */
  async begin(hash: string, url: string): Promise<boolean> {
    const content = await this.sealed(hash, { url, state: 'waiting' });
    const begun = (await this.rows.query(
      `INSERT INTO link_previews (url_hash, content, expires_at) VALUES ($1, $2, now() + make_interval(secs => $3))
       ON CONFLICT (url_hash) DO UPDATE SET content = excluded.content, expires_at = excluded.expires_at
         WHERE link_previews.expires_at <= now()
       RETURNING 1`,
      [hash, content, SECONDS.waiting],
    )) as unknown[];
    return begun.length > 0;
  }

  async finish(hash: string, url: string, outcome: PreviewOutcome, thumbnail?: Buffer): Promise<void> {
    const content = await this.sealed(hash, { url, ...outcome });
    const image = thumbnail ? await this.keyring.seal(PURPOSE, thumbnail, placeOf(hash, 'thumbnail')) : null;
    await this.rows.query(
      `UPDATE link_previews SET content = $2, thumbnail = $3, expires_at = now() + make_interval(secs => $4)
        WHERE url_hash = $1`,
      [hash, content, image, SECONDS[outcome.state]],
    );
  }

  /** Also for a while after the preview has expired. */
  async findThumbnail(hash: string): Promise<Buffer | undefined> {
    const row = await this.rows.findOneBy({ urlHash: hash });
    return row?.thumbnail ? this.keyring.open(row.thumbnail, placeOf(hash, 'thumbnail')) : undefined;
  }

  private sealed(hash: string, state: PreviewState): Promise<Buffer> {
    return this.keyring.seal(PURPOSE, JSON.stringify(state), placeOf(hash, 'content'));
  }
}

const placeOf = (row: string, column: 'content' | 'thumbnail'): SealedAt => ({ table: 'link_previews', column, row });
