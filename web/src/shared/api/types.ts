import type { Role } from '#libs/contracts';

/** Names for the shapes of specification A that more than one feature shows. */
export interface AvatarShape {
  color: string | null;
  emoji: string | null;
  initials: string | null;
}

export type UserStatus = 'online' | 'away' | 'busy' | 'dnd' | 'offline';

export interface Me {
  id: number;
  username: string;
  is_admin: boolean;
  role: Role;
  scopes: string;
  created_at: string;
  totp_enabled: boolean;
  nickname: string | null;
  avatar: AvatarShape | null;
  status: UserStatus;
  status_message: string | null;
  anonymous: boolean;
  passkeys?: number;
  has_password: boolean;
}

export interface AuthOptions {
  setup_required: boolean;
  registration_open: boolean;
  oidc: { name: string } | null;
  passkeys: boolean;
  version: string;
}

export interface SignedIn {
  token: string;
  expires_at: string;
  user: { id: number; username: string; is_admin: boolean };
}

export interface FormField {
  type?: string;
  title?: string;
  description?: string;
  enum?: string[];
  default?: unknown;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  pattern?: string;
  format?: string;
  nullable?: boolean;
  'x-secret'?: boolean;
  'x-show-if'?: Record<string, string | string[]>;
  'x-order'?: number;
  'x-advanced'?: boolean;
  'x-labels'?: Record<string, string>;
}

export interface FormSchema {
  type: 'object';
  properties: Record<string, FormField>;
  required?: string[];
}

export interface ConnectionType {
  name: string;
  icon: string;
  default_port: number;
  plugin: string;
  config_schema: FormSchema;
}

export type Config = Record<string, unknown>;

export interface Connection {
  id: string;
  name: string;
  type: string;
  plugin: string;
  icon: string;
  host: string;
  port: number;
  config: Config;
  tags: string[];
  is_pinned: boolean;
  /** Page of the web app that shows it; null for types without a viewer. */
  url: string | null;
  created_at: string;
  updated_at: string;
  last_used_at: string | null;
}

export interface Service {
  id: number;
  name: string;
  plugin: string;
  path: string;
  icon: string;
  category: string;
  enabled: boolean;
  url: string | null;
}

export interface Health {
  healthy: boolean;
  latency_ms: number | null;
  code?: string;
  detail?: string;
}

/** A pinned key of a server. */
export interface HostKey {
  host: string;
  port: number;
  algorithm: string | null;
  fingerprint: string;
  pinned_at: string;
}

export interface SshKey {
  id: number;
  name: string;
  key_type: string;
  public_key: string;
  fingerprint: string;
  /** Whether the portal kept the private key. */
  stored: boolean;
  created_at: string;
}

/** A session of a viewer, live or past. */
export interface ViewerSession {
  id: string;
  plugin: string;
  name: string;
  connection_id: string | null;
  service_id: number | null;
  started_at: string;
  ended_at: string | null;
}
