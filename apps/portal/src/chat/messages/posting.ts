import { Injectable } from '@nestjs/common';
import { DomainError, invalidFields } from '#libs/contracts';
import type { Principal } from '../../auth/index.js';
import { Automod } from '../../automod/index.js';
import { Sanctions } from '../../moderation/index.js';
import { Admission } from '../../policy/index.js';
import { Authors } from '../authors.js';
import { mayPost, maySee, type RoomInfo } from '../rooms/rooms.js';
import { ChatUploads } from '../uploads/chat-uploads.js';
import { namedIn } from './mentions.js';
import { MessageReader, previewOf } from './message-reader.js';
import { MessageWriter, type NewPoll, type Posted } from './message-writer.js';
import type { StoredParent } from './stored-message.js';

export interface PostedText {
  message?: string | undefined;
  reply_to?: number | undefined;
  image_url?: string | undefined;
  nonce?: string | undefined;
}

/** Who may say what: everything that is asked before a message is stored. */
@Injectable()
export class Posting {
  constructor(
    private readonly writer: MessageWriter,
    private readonly reader: MessageReader,
    private readonly authors: Authors,
    private readonly admission: Admission,
    private readonly sanctions: Sanctions,
    private readonly automod: Automod,
    private readonly uploads: ChatUploads,
  ) {}

  /**
   * @throws DomainError message.too_fast, chat.muted, chat.banned, channel.readonly, message.rejected, request.invalid,
   *   message.not_found (what it answers), upload.not_found
   */
  async post(caller: Principal, room: RoomInfo, posted: PostedText, poll?: NewPoll): Promise<Posted> {
    const text = posted.message ?? '';
    if (text.trim() === '' && !posted.image_url) {
      throw invalidFields([{ field: 'message', message: 'must not be empty' }]);
    }
    await this.requireVoice(caller, room);
    const judged = poll ? [poll.question, ...poll.options].join('\n') : text;
    await this.judge(caller, room, judged);
    if (posted.image_url !== undefined && !(await this.uploads.exists(posted.image_url, caller.userId))) {
      throw new DomainError('upload.not_found');
    }
    const parent = posted.reply_to === undefined ? undefined : await this.parentOf(room, posted.reply_to);
    const named = await this.named(room, text);
    return this.writer.write({
      room,
      userId: caller.userId,
      text,
      imageUrl: posted.image_url,
      parent,
      ...named,
      nonce: posted.nonce,
      poll,
    });
  }

  /** The text in place of another: judged as a new one, but no new message. */
  async reword(
    caller: Principal,
    room: RoomInfo,
    text: string,
  ): Promise<{ mentions: number[]; mentionsHere: boolean }> {
    if (text.trim() === '') throw invalidFields([{ field: 'message', message: 'must not be empty' }]);
    this.sanctions.requireVoice(caller.userId, room.id);
    if (!mayPost(room, caller)) throw new DomainError('channel.readonly');
    await this.judge(caller, room, text);
    return this.named(room, text);
  }

  /** @throws DomainError chat.banned, chat.muted, channel.readonly, message.too_fast */
  async requireVoice(caller: Principal, room: RoomInfo): Promise<void> {
    this.sanctions.requireVoice(caller.userId, room.id);
    if (!mayPost(room, caller)) throw new DomainError('channel.readonly');
    const { allowed, resetAt } = await this.admission.consume('chat', String(caller.userId));
    if (allowed) return;
    const retryAfter = Math.max(1, resetAt - Math.floor(Date.now() / 1000));
    throw new DomainError('message.too_fast', { details: { retry_after: retryAfter } });
  }

  private async judge(caller: Principal, room: RoomInfo, text: string): Promise<void> {
    if (room.kind !== 'channel') return;
    const { userId, role, profile } = caller;
    await this.automod.judge({ userId, role, createdAt: profile.createdAt, roomId: room.id, text });
  }

  private async parentOf(room: RoomInfo, id: number): Promise<StoredParent> {
    const [parent] = await this.reader.load([id]);
    if (!parent || parent.roomId !== room.id || parent.deletedAt) throw new DomainError('message.not_found');
    const { userId, senderName, anonymous, text } = parent;
    return { id, userId, senderName, anonymous, text: previewOf(text ?? '') };
  }

  /** Those named that may read it. */
  private async named(room: RoomInfo, text: string): Promise<{ mentions: number[]; mentionsHere: boolean }> {
    const { names, here } = namedIn(text);
    const ids = names.length === 0 ? [] : await this.authors.idsOf(names);
    return { mentions: ids.filter((id) => maySee(room, id)), mentionsHere: here && room.kind === 'channel' };
  }
}
