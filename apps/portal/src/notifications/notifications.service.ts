import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, LessThan, IsNull, type Repository } from 'typeorm';
import { DomainError } from '#libs/contracts';
import { Keyring } from '#libs/crypto';
import { EventBus } from '#libs/events';
import { contentAt, type Notice, type NoticeContent } from './notice.js';
import { Notification } from './notification.entity.js';
import type { NotificationList, NotificationReply, NotificationsQuery } from './notifications.dto.js';
import { NotificationsChanged } from './notifications.events.js';
import { SaidMessages } from './said-messages.js';

const PURPOSE = 'notifications';

/** What was said and is not there any more is not kept here either. */
const GONE = 'This message is no longer there.';

/** What users should know of, until they have read it or it is too old. */
@Injectable()
export class NotificationsService {
  constructor(
    @InjectRepository(Notification) private readonly notifications: Repository<Notification>,
    private readonly keyring: Keyring,
    private readonly events: EventBus,
    private readonly said: SaidMessages,
  ) {}

  /** Answers the id, or undefined when its cause has been told already. A later message of the same cause replaces the earlier. */
  async notify(notice: Notice): Promise<number | undefined> {
    const { userId, type, title, message, link = null, cause = null, said } = notice;
    const [{ id }] = (await this.notifications.query(
      `SELECT nextval(pg_get_serial_sequence('notifications', 'id'))::int AS id`,
    )) as [{ id: number }];
    const content: NoticeContent = { title, message, link };
    const sealed = await this.keyring.seal(PURPOSE, JSON.stringify(content), contentAt(id));
    return this.notifications.manager.transaction(async (tx) => {
      const told = (await tx.query(
        `INSERT INTO notifications (id, user_id, type, content, cause, room_id, message_id)
         SELECT $1, u.id, $3, $4, $5, $6, $7 FROM users u WHERE u.id = $2
         ON CONFLICT (user_id, cause) WHERE cause IS NOT NULL DO UPDATE
           SET id = excluded.id, type = excluded.type, content = excluded.content, message_id = excluded.message_id,
               created_at = excluded.created_at, read_at = NULL
           WHERE notifications.message_id < excluded.message_id
         RETURNING id`,
        [id, userId, type, sealed, cause, said?.roomId ?? null, said?.messageId ?? null],
      )) as unknown[];
      if (told.length === 0) return undefined;
      await this.announce(userId, tx);
      return id;
    });
  }

  /** Newest first. */
  async list(userId: number, { unread = false, limit, before }: NotificationsQuery): Promise<NotificationList> {
    const rows = await this.notifications.find({
      where: { userId, ...(unread && { readAt: IsNull() }), ...(before !== undefined && { id: LessThan(before) }) },
      order: { id: 'DESC' },
      take: limit,
    });
    const isShown = await this.said.shownTo(userId, rows);
    const notifications = await Promise.all(rows.map((row) => this.present(row, isShown(row))));
    return { notifications, unread_count: await this.countUnread(userId) };
  }

  /** Undefined when it is gone, read, or about something that is not there any more. */
  async findUnread(id: number): Promise<(NotificationReply & { userId: number; cause: string | null }) | undefined> {
    const row = await this.notifications.findOneBy({ id, readAt: IsNull() });
    if (!row || !(await this.said.shownTo(row.userId, [row]))(row)) return undefined;
    return { ...(await this.present(row, true)), userId: row.userId, cause: row.cause };
  }

  /** Idempotent. @throws DomainError notification.not_found */
  async read(userId: number, id: number): Promise<void> {
    if (!(await this.notifications.existsBy({ id, userId }))) throw new DomainError('notification.not_found');
    await this.markRead(userId, 'id = $2', [id]);
  }

  /** Answers how many were unread. */
  readAll(userId: number): Promise<number> {
    return this.markRead(userId, 'true', []);
  }

  /** What was told of a room's messages up to this one: whoever has read them knows. */
  async readRoom(userId: number, roomId: number, messageId: number): Promise<void> {
    const isTold = await this.notifications.existsBy({ userId, roomId, readAt: IsNull() });
    if (isTold) await this.markRead(userId, 'room_id = $2 AND message_id <= $3', [roomId, messageId]);
  }

  /** @throws DomainError notification.not_found */
  async remove(userId: number, id: number): Promise<void> {
    await this.notifications.manager.transaction(async (tx) => {
      const { affected } = await tx.delete(Notification, { id, userId });
      if (!affected) throw new DomainError('notification.not_found');
      await this.announce(userId, tx);
    });
  }

  private markRead(userId: number, condition: string, parameters: number[]): Promise<number> {
    return this.notifications.manager.transaction(async (tx) => {
      const [, count] = (await tx.query(
        `UPDATE notifications SET read_at = now() WHERE user_id = $1 AND read_at IS NULL AND ${condition}`,
        [userId, ...parameters],
      )) as [unknown, number];
      if (count > 0) await this.announce(userId, tx);
      return count;
    });
  }

  private async announce(userId: number, tx: EntityManager): Promise<void> {
    const unread_count = await this.countUnread(userId, tx);
    await this.events.publish(NotificationsChanged, { user_id: userId, unread_count }, tx);
  }

  private countUnread(userId: number, tx: EntityManager = this.notifications.manager): Promise<number> {
    return tx.countBy(Notification, { userId, readAt: IsNull() });
  }

  private async present(row: Notification, isShown: boolean): Promise<NotificationReply> {
    const { id, type, readAt, createdAt } = row;
    const content = JSON.parse(await this.keyring.openText(row.content, contentAt(id))) as NoticeContent;
    const shown = isShown ? content : { ...content, message: GONE, link: null };
    return { id, type, ...shown, is_read: readAt !== null, created_at: createdAt };
  }
}
