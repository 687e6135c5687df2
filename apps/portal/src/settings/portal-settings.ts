import { type FieldOptions, Flag, Integer, Nested, TextList } from '../boundary/fields.js';

const MAX_RANGES = 200;
const MAX_RANGE_CHARS = 64;

/** Which addresses the portal connects to for others. Loopback, link-local and metadata addresses stay closed in any case. */
export class NetworkSettings {
  @Flag({ description: 'Connections of users may reach private networks (RFC 1918, unique local, carrier-grade NAT).' })
  connections_private = false;

  @Flag({ description: 'Services defined by administrators may reach private networks.' })
  services_private = true;

  @Flag({ description: 'The embedded browser may reach private networks.' })
  browser_private = false;

  @Flag({ description: 'Webhooks, storage, previews and sign-in providers may be in private networks.' })
  outbound_private = false;

  @TextList({
    maxItems: MAX_RANGES,
    maxLength: MAX_RANGE_CHARS,
    description: 'Addresses or CIDR ranges that are allowed whatever the switches say.',
  })
  allow: string[] = [];

  @TextList({
    maxItems: MAX_RANGES,
    maxLength: MAX_RANGE_CHARS,
    description: 'Addresses or CIDR ranges that are refused whatever else says.',
  })
  deny: string[] = [];
}

export class SessionSettings {
  @Integer({ min: 1, max: 1000, description: 'Remote sessions one user may have open.' })
  max_per_user = 20;

  @Integer({
    min: 0,
    max: 10_080,
    description: 'Minutes without input or output after which a remote session ends; 0 never.',
  })
  idle_minutes = 0;
}

const MAX_WINDOW_DAYS = 3_650;

export const KeptDays = (what: string, options: FieldOptions = {}): PropertyDecorator =>
  Integer({ min: 0, max: MAX_WINDOW_DAYS, description: `Days ${what} are kept; 0 for ever.`, ...options });

/** How long things are kept. */
export class RetentionSettings {
  @KeptDays('messages of channels')
  chat = 7;

  @KeptDays('direct messages')
  dm = 0;

  @KeptDays('notifications')
  notifications = 30;

  @KeptDays('entries of the audit log')
  audit = 90;

  @KeptDays('ended remote sessions')
  activity = 90;
}

export class StreamSettings {
  @Flag({ description: 'Whether public streams play only for whoever is signed in, or has a link.' })
  watching_needs_sign_in = false;
}

/** What administrators change while the portal runs, with its defaults. */
export class PortalSettings {
  @Flag({ description: 'Whether new accounts can be registered with the invite code.' })
  registration_open = true;

  @Nested(NetworkSettings)
  network = new NetworkSettings();

  @Nested(SessionSettings)
  sessions = new SessionSettings();

  @Nested(RetentionSettings)
  retention = new RetentionSettings();

  @Nested(StreamSettings)
  streams = new StreamSettings();
}

export type SettingName = keyof PortalSettings;
