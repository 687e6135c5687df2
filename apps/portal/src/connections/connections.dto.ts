import { LIMITS } from '#libs/contracts';
import {
  Dictionary,
  Flag,
  Integer,
  ListOf,
  Moment,
  Nested,
  OneOf,
  Quantity,
  Text,
  TextList,
} from '../boundary/fields.js';
import { CONNECTION_TYPES } from './plugins/index.js';

const MAX_TAGS = 20;
const MAX_TAG_LENGTH = 40;
const MAX_PORT = 65_535;

const CONFIG_DESCRIPTION = 'Fields of the type’s `config_schema`; the others are ignored.';

export class CreateConnection {
  @Text({ min: 1, max: LIMITS.connectionName })
  name: string;

  @OneOf([...CONNECTION_TYPES.keys()])
  type: string;

  @Text({ min: 1, max: LIMITS.host, description: 'A name or an address.', example: '192.168.1.100' })
  host: string;

  @Integer({ min: 1, max: MAX_PORT, optional: true, nullable: true, description: 'Default: the port of the type.' })
  port?: number | null;

  @Dictionary({ optional: true, description: CONFIG_DESCRIPTION })
  config?: Record<string, unknown>;

  @TextList({ maxItems: MAX_TAGS, maxLength: MAX_TAG_LENGTH, optional: true })
  tags?: string[];
}

/** Absent fields stay as they are. The type of a connection never changes. */
export class UpdateConnection {
  @Text({ min: 1, max: LIMITS.connectionName, optional: true })
  name?: string;

  @Text({ min: 1, max: LIMITS.host, optional: true })
  host?: string;

  @Integer({ min: 1, max: MAX_PORT, optional: true, nullable: true, description: 'Null: the port of the type.' })
  port?: number | null;

  @Dictionary({
    optional: true,
    description: `${CONFIG_DESCRIPTION} Merged with what is stored: an absent field stays, null clears it, and so does an empty secret.`,
  })
  config?: Record<string, unknown>;

  @TextList({ maxItems: MAX_TAGS, maxLength: MAX_TAG_LENGTH, optional: true })
  tags?: string[];
}

export class ConnectionReply {
  @Text({ max: 32, description: 'Opaque and URL-safe.', example: 'aB3x_kLm9pQ2rStU' })
  id: string;

  @Text({ max: LIMITS.connectionName })
  name: string;

  @Text({ max: 32 })
  type: string;

  @Text({ max: 32 })
  plugin: string;

  @Text({ max: 32 })
  icon: string;

  @Text({ max: LIMITS.host })
  host: string;

  @Integer()
  port: number;

  @Dictionary({ description: 'Without secrets: `has_<field>` says whether one is stored.' })
  config: Record<string, unknown>;

  @TextList({ maxItems: MAX_TAGS })
  tags: string[];

  @Flag()
  is_pinned: boolean;

  @Text({ max: 255, nullable: true, description: 'Page of the web app that shows it.' })
  url: string | null;

  @Moment()
  created_at: Date;

  @Moment()
  updated_at: Date;

  @Moment({ nullable: true })
  last_used_at: Date | null;
}

export class ConnectionList {
  @ListOf(ConnectionReply, { description: 'Pinned ones first, then by name.' })
  connections: ConnectionReply[];
}

export class PinReply {
  @Flag()
  is_pinned: boolean;
}

export class ConnectionTypesReply {
  @Dictionary({
    description: 'By type: `name`, `icon`, `default_port`, `plugin` and `config_schema`, the JSON Schema of its form.',
  })
  types: Record<string, unknown>;
}

export class LaunchReply {
  @Nested(ConnectionReply)
  connection: ConnectionReply;

  @Text({ max: 16_384, optional: true, description: 'Present when the connection signs in with a key.' })
  ssh_public_key?: string;

  @Text({ max: 255, nullable: true })
  websocket_url: string | null;

  @Text({ max: 255, nullable: true, description: 'Page of the web app that opens it.' })
  url: string | null;

  @Dictionary({ description: 'What else the viewer of this protocol needs.' })
  launch: Record<string, unknown>;
}

export class HealthReply {
  @Flag()
  healthy: boolean;

  @Quantity({ nullable: true, description: 'Milliseconds of connecting and greeting; null when it failed.' })
  latency_ms: number | null;

  @Text({ max: 64, optional: true, description: 'Why not: a code of the error table.' })
  code?: string;

  @Text({ max: 512, optional: true, description: 'What the server said, or the reason in words.' })
  detail?: string;
}
