import { LIMITS } from '#libs/contracts';
import { Dictionary, Flag, Id, Integer, ListOf, Moment, OneOf, Text } from '../boundary/fields.js';
import { CONNECTION_PLUGINS } from '../connections/index.js';

const MAX_PORT = 65_535;
const PATH = /^(\/[A-Za-z0-9._~-]+)+$/;
const PATH_HINT = 'must be a path like /homeserver';
const ICON = /^[a-z0-9-]*$/;
const ICON_HINT = 'must be a name of small letters, digits and hyphens';
const CONFIG = 'Fields of the plugin’s `config_schema`; the others are ignored.';

export class CreateService {
  @Text({ min: 1, max: 100 })
  name: string;

  @OneOf(CONNECTION_PLUGINS.map(({ id }) => id))
  plugin: string;

  @Text({ min: 2, max: 100, pattern: PATH, hint: PATH_HINT, optional: true, description: 'Default: from the name.' })
  path?: string;

  @Text({ min: 1, max: 32, pattern: ICON, hint: ICON_HINT, optional: true, description: 'Default: the plugin’s.' })
  icon?: string;

  @Text({ min: 1, max: 64, optional: true, default: 'Servers' })
  category?: string;

  @Flag({ optional: true, default: true })
  enabled?: boolean;

  @Text({
    min: 1,
    max: LIMITS.host,
    optional: true,
    nullable: true,
    description: 'Needed unless the plugin dials nothing.',
  })
  host?: string | null;

  @Integer({ min: 1, max: MAX_PORT, optional: true, nullable: true, description: 'Default: the port of the plugin.' })
  port?: number | null;

  @Dictionary({ optional: true, description: CONFIG })
  config?: Record<string, unknown>;
}

/** Absent fields stay as they are. The plugin of a service never changes. */
export class UpdateService {
  @Text({ min: 1, max: 100, optional: true })
  name?: string;

  @Text({ min: 2, max: 100, pattern: PATH, hint: PATH_HINT, optional: true })
  path?: string;

  @Text({ min: 1, max: 32, pattern: ICON, hint: ICON_HINT, optional: true })
  icon?: string;

  @Text({ min: 1, max: 64, optional: true })
  category?: string;

  @Flag({ optional: true })
  enabled?: boolean;

  @Text({ min: 1, max: LIMITS.host, optional: true })
  host?: string;

  @Integer({ min: 1, max: MAX_PORT, optional: true, nullable: true, description: 'Null: the port of the plugin.' })
  port?: number | null;

  @Dictionary({
    optional: true,
    description: `${CONFIG} Merged with what is stored: an absent field stays, null clears it, and so does an empty secret.`,
  })
  config?: Record<string, unknown>;
}

export class ServiceReply {
  @Id()
  id: number;

  @Text({ max: 100 })
  name: string;

  @Text({ max: 32 })
  plugin: string;

  @Text({ max: 100, example: '/homeserver' })
  path: string;

  @Text({ max: 32 })
  icon: string;

  @Text({ max: 64 })
  category: string;

  @Flag()
  enabled: boolean;

  @Text({ max: 255, nullable: true, description: 'Page of the web app that opens it.' })
  url: string | null;

  @Text({ max: 255, nullable: true })
  websocket_url: string | null;
}

export class ServiceList {
  @ListOf(ServiceReply)
  services: ServiceReply[];
}

/** A service as administrators see it. */
export class AdminServiceReply extends ServiceReply {
  @Text({ max: LIMITS.host, nullable: true })
  host: string | null;

  @Integer({ nullable: true })
  port: number | null;

  @Dictionary({ description: 'Without secrets: `has_<field>` says whether one is stored.' })
  config: Record<string, unknown>;

  @Moment()
  created_at: Date;
}

export class AdminServiceList {
  @ListOf(AdminServiceReply)
  services: AdminServiceReply[];
}

export class ServiceTypesReply {
  @Dictionary({
    description:
      'By plugin: `name`, `icon`, `default_port` (null when it dials nothing), `plugin` and `config_schema`.',
  })
  types: Record<string, unknown>;
}
