import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DomainError, invalidFields, isOneEmoji } from '#libs/contracts';
import { EventBus } from '#libs/events';
import { User } from './user.entity.js';
import { NO_AVATAR, type Profile, profileOf } from './profile.js';
import type { AvatarFields, MeReply, StatusBody } from './user.dto.js';
import { UserChanged } from './users.events.js';

/** What people say about themselves. */
@Injectable()
export class ProfileService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly events: EventBus,
  ) {}

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
      return presentProfile(profileOf({ ...user, ...fields }));
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

export const presentProfile = (profile: Profile): MeReply => ({
  id: profile.id,
  username: profile.username,
  is_admin: profile.role === 'admin',
  role: profile.role,
  scopes: profile.scopes,
  created_at: profile.createdAt.toISOString(),
  totp_enabled: profile.hasTotp,
  has_password: profile.hasPassword,
  nickname: profile.nickname,
  avatar: profile.avatar ?? NO_AVATAR,
  status: profile.status,
  status_message: profile.statusMessage,
  anonymous: profile.anonymous,
});
