import type { Avatar, User } from './user.entity.js';

/** Of whoever chose none. */
export const NO_AVATAR: Avatar = { color: null, emoji: null, initials: null };

/** What an account shows to its owner. */
export interface Profile extends Pick<
  User,
  'id' | 'username' | 'role' | 'scopes' | 'createdAt' | 'nickname' | 'avatar' | 'status' | 'statusMessage' | 'anonymous'
> {
  hasTotp: boolean;
  hasPassword: boolean;
}

/** A profile of `users u`, for whoever reads that row anyway. */
export const PROFILE_COLUMNS = `u.id, u.username, u.role, u.scopes, u.created_at AS "createdAt", u.nickname, u.avatar,
  u.status, u.status_message AS "statusMessage", u.anonymous,
  u.totp_enabled_at IS NOT NULL AS "hasTotp", u.password_hash IS NOT NULL AS "hasPassword"`;

export const profileOf = (user: User): Profile => ({
  ...user,
  hasTotp: user.totpEnabledAt !== null,
  hasPassword: user.passwordHash !== null,
});
