import { Flag, Nested, Text } from '../../boundary/fields.js';

const BASE64URL = /^[\w-]+={0,2}$/;

export class PushKeyReply {
  @Text({ max: 100, description: '`applicationServerKey` for the browser: base64url of an uncompressed P-256 point.' })
  public_key: string;
}

/** As `PushSubscription.toJSON()` writes them. */
export class PushKeys {
  @Text({ min: 1, max: 100, pattern: BASE64URL, hint: 'must be base64url' })
  p256dh: string;

  @Text({ min: 1, max: 30, pattern: BASE64URL, hint: 'must be base64url' })
  auth: string;
}

export class PushEndpoint {
  @Text({ min: 1, max: 1024, description: 'The address the browser’s push service gave it.' })
  endpoint: string;
}

export class SubscribePush extends PushEndpoint {
  @Nested(PushKeys) keys: PushKeys;

  @Flag({ optional: true, default: false, description: 'Also while the portal is open in some browser.' })
  always?: boolean;
}
