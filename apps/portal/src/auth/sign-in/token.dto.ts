import { ROLES, type Role } from '#libs/contracts';
import { Flag, Id, Integer, ListOf, Moment, Nested, OneOf, Text } from '../../boundary/fields.js';
import { GivenPassword, NewPassword } from './passwords.js';

const MAX_NAME_CHARS = 255;
const MAX_CODE_CHARS = 32;

export class SignInBody {
  @Text({ max: MAX_NAME_CHARS }) username: string;
  @GivenPassword() password: string;
  @Text({ max: MAX_CODE_CHARS, optional: true, nullable: true, description: '6-digit 2FA code, or a backup code.' })
  totp_code?: string | null;
}

export class SignedInUser {
  @Id() id: number;
  @Text({ max: 32 }) username: string;
  @Flag() is_admin: boolean;
  @OneOf(ROLES) role: Role;
}

export class SignInReply {
  @Text({ max: 4096, description: 'JWT; also set as the cookie portal_session.' }) token: string;
  @Moment() expires_at: string;
  @Nested(SignedInUser) user: SignedInUser;
}

export class TokenReply {
  @Text({ max: 32 }) id: string;
  @Text({ max: 32, description: 'The same as id: what /api/token/revoke takes.' }) token_id: string;
  @Moment() created_at: string;
  @Moment() expires_at: string;
  @Moment({ nullable: true }) last_used_at: string | null;
  @Text({ max: 64 }) ip: string;
  @Text({ max: 255 }) user_agent: string;
  @Text({ max: 16, description: 'password, passkey, oidc or setup.' }) method: string;
  @Flag({ description: 'Whether this request came with it.' }) current: boolean;
}

export class TokenListReply {
  @ListOf(TokenReply) tokens: TokenReply[];
}

export class RevokeTokenBody {
  @Text({ min: 1, max: 64 }) token_id: string;
}

export class ChangePasswordBody {
  @GivenPassword() current_password: string;
  @NewPassword() new_password: string;
}

export class WsTicketReply {
  @Text({ max: 64, description: 'Goes into ?ticket= of a WebSocket address.' }) ticket: string;
  @Integer({ description: 'Seconds.' }) expires_in: number;
}
