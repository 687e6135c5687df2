import { Id, ListOf, Moment, Text } from '../../boundary/fields.js';

const MAX_URL_CHARS = 8192;

export class OidcLoginQuery {
  @Text({ max: 2048, optional: true, description: 'Path of the web app to go to afterwards.' }) return_to?: string;
}

export class OidcLinkReply {
  @Text({ max: MAX_URL_CHARS, description: 'Where the browser goes next.' }) url: string;
}

export class IdentityReply {
  @Id() id: number;
  @Text({ max: 512 }) issuer: string;
  @Moment() created_at: string;
}

export class IdentityListReply {
  @ListOf(IdentityReply) identities: IdentityReply[];
}
