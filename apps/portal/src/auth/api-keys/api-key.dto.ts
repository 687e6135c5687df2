import { LIMITS } from '#libs/contracts';
import { Flag, Id, Integer, ListOf, Moment, Text } from '../../boundary/fields.js';

const MAX_SCOPES_CHARS = 2000;
const MAX_DAYS = 3650;

export class CreateApiKey {
  @Text({ min: 1, max: LIMITS.keyName }) name: string;
  @Text({
    max: MAX_SCOPES_CHARS,
    optional: true,
    nullable: true,
    default: '*',
    description: 'Comma-separated: *, access:*, access:<plugin>, access:<service id>, <area>:read, <area>:write.',
  })
  scopes?: string | null;
  @Integer({
    min: 1,
    max: MAX_DAYS,
    optional: true,
    nullable: true,
    description: 'Days until expiration; null for never.',
  })
  expires_in_days?: number | null;
}

export class ApiKeyReply {
  @Id() id: number;
  @Text({ max: LIMITS.keyName }) name: string;
  @Text({ max: 16, description: 'How the key begins.' }) key_prefix: string;
  @Text({ max: MAX_SCOPES_CHARS }) scopes: string;
  @Moment({ nullable: true }) expires_at: string | null;
  @Moment() created_at: string;
  @Moment({ nullable: true }) last_used_at: string | null;
  @Flag() revoked: boolean;
  @Moment({ nullable: true }) revoked_at: string | null;
}

export class NewApiKeyReply extends ApiKeyReply {
  @Text({ max: 64, description: 'Returned this once.' }) api_key: string;
}

export class ApiKeyListReply {
  @ListOf(ApiKeyReply) api_keys: ApiKeyReply[];
}
