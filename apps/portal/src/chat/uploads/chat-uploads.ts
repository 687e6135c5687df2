import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { DomainError } from '#libs/contracts';
import { Keyring, randomToken, type SealedAt } from '#libs/crypto';
import { Admission } from '../../policy/index.js';
import { ChatUpload } from './chat-upload.entity.js';
import type { ChatUploadReply } from './chat-upload.dto.js';
import { ImageCodec } from './image-codec.js';

const PURPOSE = 'chat-uploads';
const FOLDER = '/static/uploads/chat/';
const NAME_BYTES = 24;
const NAME = /^[\w-]{32}\.webp$/;

export interface StoredImage {
  mediaType: string;
  content: Buffer;
}

/** Images in messages. Whoever has an address may read its image, so addresses cannot be guessed and images never change. */
@Injectable()
export class ChatUploads {
  constructor(
    @InjectRepository(ChatUpload) private readonly uploads: Repository<ChatUpload>,
    private readonly keyring: Keyring,
    private readonly codec: ImageCodec,
    private readonly admission: Admission,
  ) {}

  /** @throws DomainError upload.not_image, upload.limit */
  async store(userId: number, file: Buffer): Promise<ChatUploadReply> {
    await this.requirePlace(userId);
    const { content, extension, mediaType, width, height } = await this.codec.encode(file);
    const name = `${randomToken(NAME_BYTES)}.${extension}`;
    const sealed = await this.keyring.seal(PURPOSE, content, placeOf(name));
    await this.uploads.insert({ name, userId, mediaType, width, height, content: sealed });
    return { url: `${FOLDER}${name}`, width, height };
  }

  /** @throws DomainError upload.not_found */
  async read(name: string): Promise<StoredImage> {
    const row = NAME.test(name) ? await this.uploads.findOneBy({ name }) : null;
    if (!row) throw new DomainError('upload.not_found');
    return { mediaType: row.mediaType, content: await this.keyring.open(row.content, placeOf(name)) };
  }

  /** Whether `read` would find it. */
  async has(name: string): Promise<boolean> {
    return NAME.test(name) && (await this.uploads.existsBy({ name }));
  }

  /** Whether `url` is the address of an upload, as `store` gave it out; of this user's where one is named. */
  async exists(url: string, userId?: number): Promise<boolean> {
    const name = url.startsWith(FOLDER) ? url.slice(FOLDER.length) : '';
    return NAME.test(name) && (await this.uploads.existsBy({ name, ...(userId !== undefined && { userId }) }));
  }

  /** Deletes up to `limit` images stored before `before` that no message shows; answers how many. */
  async deleteUnused(before: Date, limit: number): Promise<number> {
    const [, deleted] = (await this.uploads.query(
      `DELETE FROM chat_uploads WHERE name = ANY (ARRAY(
         SELECT u.name FROM chat_uploads u WHERE u.created_at < $1 AND NOT EXISTS (
           SELECT 1 FROM messages m WHERE m.image_url = $2 || u.name AND m.deleted_at IS NULL)
         ORDER BY u.created_at LIMIT $3))`,
      [before, FOLDER, limit],
    )) as [unknown, number];
    return deleted;
  }

  private async requirePlace(userId: number): Promise<void> {
    const { allowed, resetAt } = await this.admission.consume('uploads', `user:${userId}`);
    if (allowed) return;
    const retryAfter = Math.max(1, resetAt - Math.floor(Date.now() / 1000));
    throw new DomainError('upload.limit', { details: { retry_after: retryAfter } });
  }
}

const placeOf = (row: string): SealedAt => ({ table: 'chat_uploads', column: 'content', row });
