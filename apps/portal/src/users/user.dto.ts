import { LIMITS, ROLES, type Role } from '#libs/contracts';
import { Flag, Id, Moment, Nested, OneOf, Text } from '../boundary/fields.js';

export const STATUSES = ['online', 'away', 'busy', 'dnd', 'offline'] as const;
export type Status = (typeof STATUSES)[number];

const MAX_EMOJI_CHARS = 32;

export class AvatarFields {
  @Text({
    max: 7,
    pattern: /^#[0-9a-fA-F]{6}$/,
    hint: 'must be a colour like #3366ff',
    optional: true,
    nullable: true,
    example: '#3366ff',
  })
  color?: string | null;

  /** Judged by the service: what is one emoji is no matter of a pattern. */
  @Text({ max: MAX_EMOJI_CHARS, optional: true, nullable: true, description: 'One emoji; null clears it.' })
  emoji?: string | null;

  @Text({
    max: 4,
    pattern: /^[\p{L}\p{N}]{0,2}$/u,
    hint: 'must be one or two letters or digits',
    optional: true,
    nullable: true,
  })
  initials?: string | null;
}

/** The caller's own account. */
export class MeReply {
  @Id() id: number;
  @Text({ max: 32 }) username: string;
  @Flag() is_admin: boolean;
  @OneOf(ROLES) role: Role;
  @Text({ max: 4096, description: 'What the account may open, comma-separated.' }) scopes: string;
  @Moment() created_at: string;
  @Flag() totp_enabled: boolean;
  @Flag({ description: 'False for accounts that only sign in through a provider or a passkey.' }) has_password: boolean;
  @Text({ max: 32, nullable: true }) nickname: string | null;
  @Nested(AvatarFields) avatar: AvatarFields;
  @OneOf(STATUSES) status: string;
  @Text({ max: LIMITS.statusMessage, nullable: true }) status_message: string | null;
  @Flag() anonymous: boolean;
}

export class StatusBody {
  @OneOf(STATUSES) status: Status;
  @Text({ max: LIMITS.statusMessage, optional: true, nullable: true, description: 'Absent keeps it, empty clears it.' })
  status_message?: string | null;
}

export class StatusReply {
  @OneOf(STATUSES) status: string;
  @Text({ max: LIMITS.statusMessage, nullable: true }) status_message: string | null;
}

export class NicknameBody {
  @Text({
    max: LIMITS.nickname.max,
    pattern: new RegExp(`^([\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N} -]{${LIMITS.nickname.min - 1},})?$`, 'u'),
    hint: 'must have 2 to 32 letters, digits, spaces or dashes, or be empty',
    nullable: true,
  })
  nickname: string | null;
}

export class NicknameReply {
  @Text({ max: LIMITS.nickname.max, nullable: true }) nickname: string | null;
}

export class AvatarReply {
  @Nested(AvatarFields) avatar: AvatarFields;
}

export class AnonymousBody {
  @Flag() anonymous: boolean;
}

export class AnonymousReply extends AnonymousBody {}
