import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SealError } from '#libs/crypto';
import { draftAt } from '../messages/stored-message.js';
import { RoomKeys } from './room-keys.js';

export interface DraftText {
  room_id: number;
  message: string;
}

/** What somebody has begun to write; the same on every device. */
@Injectable()
export class Drafts {
  constructor(
    private readonly dataSource: DataSource,
    private readonly keys: RoomKeys,
  ) {}

  /** An empty text takes the draft away. */
  async keep(userId: number, roomId: number, text: string): Promise<void> {
    if (text.trim() === '') {
      await this.dataSource.query('DELETE FROM drafts WHERE room_id = $1 AND user_id = $2', [roomId, userId]);
      return;
    }
    const body = (await this.keys.get(roomId)).seal(text, draftAt(roomId, userId));
    await this.dataSource.query(
      `INSERT INTO drafts (room_id, user_id, body) VALUES ($1, $2, $3)
       ON CONFLICT (room_id, user_id) DO UPDATE SET body = excluded.body, updated_at = now()`,
      [roomId, userId, body],
    );
  }

  async list(userId: number): Promise<DraftText[]> {
    const rows = (await this.dataSource.query('SELECT room_id, body FROM drafts WHERE user_id = $1 ORDER BY room_id', [
      userId,
    ])) as { room_id: number; body: Buffer }[];
    const drafts: DraftText[] = [];
    for (const { room_id, body } of rows) {
      try {
        drafts.push({ room_id, message: (await this.keys.get(room_id)).openText(body, draftAt(room_id, userId)) });
      } catch (error) {
        // One that cannot be read must not keep the others away.
        if (!(error instanceof SealError)) throw error;
      }
    }
    return drafts;
  }
}
