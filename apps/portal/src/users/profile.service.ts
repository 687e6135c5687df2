import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DomainError, invalidFields } from '#libs/contracts';
import { poolOf } from '#libs/database';
import { EventBus } from '#libs/events';
import { type Avatar, User } from './user.entity.js';
import type { AvatarFields, MeReply, StatusBody } from './user.dto.js';
import { UserChanged } from './users.events.js';

const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3/u;
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

const NO_AVATAR: Avatar = { color: null, emoji: null, initials: null };

/** Every page of the web app and many a script begins with this: prepared, past the ORM. */
const PROFILE = `
  SELECT id, username, role, scopes, created_at AS "createdAt", totp_enabled_at AS "totpEnabledAt",
    password_hash AS "passwordHash", nickname, avatar, status, status_message AS "statusMessage", anonymous
  FROM users WHERE id = $1`;

/** What people say about themselves. */
@Injectable()
export class ProfileService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly events: EventBus,
  ) {}

  /** @throws DomainError user.not_found */
  async get(userId: number): Promise<MeReply> {
    const { rows } = await poolOf(this.dataSource).query<User>({
      name: 'users_profile',
      text: PROFILE,
      values: [userId],
    });
    if (!rows[0]) throw new DomainError('user.not_found');
    return present(rows[0]);
  }

  setStatus(userId: number, { status, status_message }: StatusBody): Promise<MeReply> {
    const message = status_message === undefined ? {} : { statusMessage: status_message || null };
    return this.change(userId, () => ({ status, ...message }));
  }

  /**
   * Empty or null clears it.
   * @throws DomainError user.name_taken — it is another account's user name
   */
  setNickname(userId: number, nickname: string | null): Promise<MeReply> {
    return this.change(userId, async (_, tx) => {
      const namesake = nickname && (await findByName(tx, nickname));
      if (namesake && namesake.id !== userId) throw new DomainError('user.name_taken');
      return { nickname: nickname || null };
    });
  }

  /** Absent fields stay, null and empty ones are cleared. */
  setAvatar(userId: number, { color, emoji, initials }: AvatarFields): Promise<MeReply> {
    if (emoji && !isOneEmoji(emoji)) throw invalidFields([{ field: 'emoji', message: 'must be one emoji' }]);
    return this.change(userId, ({ avatar }) => ({
      avatar: {
        ...NO_AVATAR,
        ...avatar,
        ...(color !== undefined && { color: color || null }),
        ...(emoji !== undefined && { emoji: emoji || null }),
        ...(initials !== undefined && { initials: initials?.toUpperCase() || null }),
      },
    }));
  }

  setAnonymous(userId: number, anonymous: boolean): Promise<MeReply> {
    return this.change(userId, () => ({ anonymous }));
  }

  private change(
    userId: number,
    fieldsOf: (user: User, tx: EntityManager) => Partial<User> | Promise<Partial<User>>,
  ): Promise<MeReply> {
    return this.dataSource.transaction(async (tx) => {
      const user = await this.require(userId, tx);
      const fields = await fieldsOf(user, tx);
      await tx.update(User, { id: userId }, fields as object);
      await this.events.publish(UserChanged, { id: userId }, tx);
      return present({ ...user, ...fields });
    });
  }

  private async require(userId: number, tx: EntityManager): Promise<User> {
    const user = await tx.findOneBy(User, { id: userId });
    if (!user) throw new DomainError('user.not_found');
    return user;
  }
}

/** Names are compared without regard to case. */
export const findByName = (tx: EntityManager, username: string): Promise<User | null> =>
  tx.createQueryBuilder(User, 'u').where('lower(u.username) = lower(:username)', { username }).getOne();

const isOneEmoji = (text: string): boolean => [...graphemes.segment(text)].length === 1 && EMOJI.test(text);

const present = (user: User): MeReply => ({
  id: user.id,
  username: user.username,
  is_admin: user.role === 'admin',
  role: user.role,
  scopes: user.scopes,
  created_at: user.createdAt.toISOString(),
  totp_enabled: user.totpEnabledAt !== null,
  has_password: user.passwordHash !== null,
  nickname: user.nickname,
  avatar: user.avatar ?? NO_AVATAR,
  status: user.status,
  status_message: user.statusMessage,
  anonymous: user.anonymous,
});
