import { ROLES, type Role } from '#libs/contracts';
import { Flag, Id, Integer, ListOf, Moment, OneOf, QueryInteger, Text } from '../boundary/fields.js';
import { NewPassword } from '../auth/index.js';
import { Username } from '../users/index.js';

const MAX_SCOPES_CHARS = 2000;
const MAX_PAGE = 200;

const AccessScopes = (options: { optional?: boolean } = {}): PropertyDecorator =>
  Text({
    max: MAX_SCOPES_CHARS,
    description:
      'What the account may open: access:*, access:<plugin>, access:<service id>; comma-separated, or empty.',
    example: 'access:*',
    ...options,
  });

export class UserFilter {
  @Text({ max: 64, optional: true, description: 'Part of the user name or nickname.' }) q?: string;
  @QueryInteger({ min: 1, max: MAX_PAGE, fallback: 50 }) limit: number;
  @QueryInteger({ max: 2_147_483_647, fallback: 0 }) offset: number;
}

export class AdminUserReply {
  @Id() id: number;
  @Text({ max: 32 }) username: string;
  @Text({ max: 32, nullable: true }) nickname: string | null;
  @OneOf(ROLES) role: Role;
  @Flag() is_admin: boolean;
  @AccessScopes() scopes: string;
  @Flag() disabled: boolean;
  @Flag() totp_enabled: boolean;
  @Flag() has_password: boolean;
  @Moment() created_at: string;
  @Moment({ nullable: true }) last_seen_at: string | null;
}

export class AdminUserListReply {
  @ListOf(AdminUserReply) users: AdminUserReply[];
  @Integer({ description: 'All that match, on this page or not.' }) total: number;
  @Integer() limit: number;
  @Integer() offset: number;
}

export class CreateUser {
  @Username() username: string;
  @NewPassword() password: string;
  @OneOf(ROLES, { optional: true, default: 'user' }) role?: Role;
  @AccessScopes({ optional: true }) scopes?: string;
}

export class UpdateUser {
  @OneOf(ROLES, { optional: true }) role?: Role;
  @Flag({ optional: true, description: 'A disabled account cannot sign in; what it has open ends.' })
  disabled?: boolean;
  @AccessScopes({ optional: true }) scopes?: string;
}

export class ResetPassword {
  @NewPassword() password: string;
}
